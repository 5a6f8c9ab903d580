#include "world.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/rest/server_error.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace examples {

namespace {

using namespace std::chrono_literals;

/// When it begins, by the clock on the wall.
constexpr auto beginning = std::chrono::sys_days(std::chrono::year(2026) / 3 / 31) + 14h;

/// A channel that lives for minutes, so that its end can be seen.
std::string configuration(std::string_view channel, std::string_view end) {
    return R"({"server":{"version":5,"websocket_enabled":true,"publish_enabled":true,)"
           R"("websocket_secure":"wss://rt.example.com/subws/"},"channels":{"private":{"id":")" +
           std::string(channel) + R"(","start":"2026-03-31T14:00:00+00:00","end":")" + std::string(end) +
           "\"}}}";
}

std::string event(char number, std::string_view command) {
    return R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"1774965600000000000000000)" +
           std::string(1, number) + R"(","body":{"module_id":"telephony","command":")" +
           std::string(command) + R"(","params":{"line":3}}}})";
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

} // namespace

std::optional<world::input> world::wait_for_input_until(std::optional<time_point> deadline) {
    bool const comes = !coming_.empty() && (!deadline || coming_.begin()->first < *deadline);
    if (!comes) {
        if (!deadline || elapsed() > 1h) throw std::logic_error("the script is over, but the session is not");
        now_ = (std::max)(now_, *deadline);
        return std::nullopt;
    }
    now_ = coming_.begin()->first;
    return std::move(coming_.extract(coming_.begin()).mapped());
}

void world::text(duration delay, id_type id, std::string text) {
    after(delay, [this, id, text = std::move(text)](session& s) { s.handle_text(now_, id, text); });
}

/// The portal: the second configuration has other channels.
void world::fetch_configuration() {
    auto const json =
        ++configurations_ == 1
            ? configuration("00000000000000000000000000000001.made-up", "2026-03-31T14:12:00+00:00")
            : configuration("00000000000000000000000000000002.made-up", "2026-04-01T02:00:00+00:00");
    after(200ms, [this, json](session& s) {
        auto config = b24pull::parse_config(json);
        if (config) return s.handle_config(now_, beginning + elapsed(), std::move(*config));
        auto const why = config.error().code();
        s.handle_config_failed(now_, why, b24pull::rest::minimum_delay(why));
    });
}

/// The script: how each connection goes.
void world::open_socket(id_type id, std::string_view url) {
    auto const opens = [&] { after(100ms, [this, id](session& s) { s.handle_open(now_, id); }); };
    switch (++connections_) {
    case 1: // two events in one payload, then the network fails
        opens();
        text(2s, id, '[' + event('1', "ring") + ',' + event('2', "hang_up") + ']');
        after(10s, [this, id](session& s) { s.handle_closed(now_, id, 1006); });
        break;
    case 2: // a proxy is in the way
        after(100ms, [this, id](session& s) { s.handle_refused(now_, id, 503); });
        break;
    case 3: // the server goes on behind the second event; a third came meanwhile, through two channels
        if (!has(url, "&mid=17749656000000000000000002&")) unexpected();
        opens();
        text(200ms, id, '[' + event('3', "callback_wanted") + ',' + event('3', "callback_wanted") + ']');
        break;
    case 4: // with the new channels; in the end the user goes home
        if (!has(url, "&mid=17749656000000000000000003&")) unexpected();
        opens();
        text(1s, id, event('4', "ring"));
        after(5s, [this](session& s) { s.handle_stop(now_); });
        break;
    default: unexpected();
    }
}

/// The server confirms what is published; acknowledgements want no answer.
void world::send(id_type id, std::string_view message) {
    if (!has(message, R"("method":"publish")")) return;
    text(50ms, id,
         R"({"jsonrpc":"2.0","result":true,)" + std::string(message.substr(message.rfind("\"id\""))));
}

void world::ping(id_type id) {
    after(50ms, [this, id](session& s) { s.handle_alive(now_, id); });
}

void world::close_socket(id_type) {} // nothing of it is wanted any more

} // namespace examples
