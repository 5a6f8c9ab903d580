// A host in virtual time, for scripts: keeps what a session asks for and tells, in order, and when.
#pragma once

#include "endpoint_config.hpp"
#include "event_payload.hpp"

#include <b24pull/realtime/session.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace support {

namespace realtime = b24pull::realtime;

class session_host {
public:
    using time_point = realtime::session::time_point;
    using duration = time_point::duration;
    using id = realtime::operation_id;

    explicit session_host(int version = 4, realtime::session_options options = {}, std::uint64_t seed = 1)
        : session(std::move(options), seed)
        , config(endpoint_config(version)) {
        config.server.publish_enabled = true;
    }

    realtime::session session;
    /// What the portal answers with. The channels' dates are put in when it does.
    b24pull::config config;
    std::chrono::seconds lifetime = b24pull::channel_lifetime;
    time_point now{std::chrono::hours{1000}};
    /// Whether events are taken from the session at once.
    bool takes_events = true;
    /// What was asked for last.
    id socket = 0, poll = 0;
    /// When the action was given that was taken last.
    time_point given_at{};

    std::chrono::system_clock::time_point wall() const {
        auto const since = now.time_since_epoch() - std::chrono::hours{1000};
        return std::chrono::sys_days(std::chrono::year{2026} / 4 / 1) +
               std::chrono::duration_cast<std::chrono::system_clock::duration>(since);
    }
    std::chrono::sys_seconds wall_seconds() const { return std::chrono::floor<std::chrono::seconds>(wall()); }

    // Time.

    void run_until(time_point until) {
        for (std::size_t calls = 0; session.poll_timeout() && *session.poll_timeout() <= until; ++calls) {
            BOOST_REQUIRE_MESSAGE(calls < 1'000'000, "deadlines come without end");
            now = (std::max)(now, *session.poll_timeout());
            tell([this] { session.handle_timeout(now); });
        }
        now = (std::max)(now, until);
    }
    void run_for(duration how_long) { run_until(now + how_long); }

    /// Time passes with signs of life, such as pings, so that nothing is taken for dead.
    void stay_alive_for(duration how_long) {
        for (auto const end = now + how_long; now < end;) {
            run_until((std::min)(end, now + std::chrono::minutes{1}));
            tell([this] { session.handle_alive(now, socket); });
        }
    }

    // Inputs.

    /// Any call, and what comes of it.
    template <class Call>
    void tell(Call call) {
        call();
        take();
    }
    void start() {
        tell([this] { session.handle_start(now); });
    }
    void give_config() {
        for (auto* const channel : {&config.private_channel, &config.shared_channel}) {
            if (!*channel) continue;
            (*channel)->start.instant = wall_seconds();
            (*channel)->end.instant = wall_seconds() + lifetime;
        }
        tell([this] { session.handle_config(now, wall(), config); });
    }
    void fail_config(b24pull::error_code why, std::chrono::milliseconds at_least = {}) {
        tell([=, this] { session.handle_config_failed(now, why, at_least); });
    }
    void open() {
        tell([this] { session.handle_open(now, socket); });
    }
    void refuse(unsigned status, std::chrono::milliseconds at_least = {}) {
        tell([=, this] { session.handle_refused(now, socket, status, at_least); });
    }
    void close(unsigned code, std::string_view reason = {}) {
        tell([=, this] { session.handle_closed(now, socket, code, reason); });
    }
    void text(std::string_view text) {
        tell([=, this] { session.handle_text(now, socket, text); });
    }
    void binary(std::string_view content) {
        tell([=, this] { session.handle_binary(now, socket, std::as_bytes(std::span(content))); });
    }
    /// Events over the WebSocket.
    void receive(std::initializer_list<unsigned> numbers, std::string_view body = plain) {
        auto const content = payload(config.server.version, {numbers.begin(), numbers.size()}, body);
        if (config.server.version == 4) binary(content);
        else text(content);
    }
    void answer_poll(realtime::poll_response const& response, std::string_view body = {}) {
        tell([&] { session.handle_poll(now, poll, response, body); });
    }
    /// Events in the answer to a poll.
    void receive_polled(std::initializer_list<unsigned> numbers, std::string_view body = plain) {
        bool const is_binary = config.server.version == 4;
        answer_poll({.status = 200, .content_type = is_binary ? "application/octet-stream" : "text/plain"},
                    payload(config.server.version, {numbers.begin(), numbers.size()}, body));
    }
    void fail_poll() {
        tell([this] { session.handle_poll_failed(now, poll); });
    }
    void stop() {
        tell([this] { session.handle_stop(now); });
    }

    // Whole beginnings.

    void configure() {
        start();
        expect<realtime::fetch_config>();
        give_config();
    }
    void connect() {
        configure();
        expect<realtime::open_websocket>();
        open();
    }
    void start_polling() {
        config.server.websocket_enabled = false;
        configure();
        expect<realtime::start_poll>();
    }
    /// For the following configurations.
    void take_long_polling_away() {
        config.server.long_polling.clear();
        config.server.long_polling_secure.clear();
    }
    /// Lets attempts to open a WebSocket fail.
    void fail_websocket(unsigned times) {
        for (unsigned i = 0; i != times; ++i) {
            await<realtime::open_websocket>();
            refuse(0);
        }
    }

    // Outcomes.

    /// The next action, which has to be of this kind.
    template <class T>
    T expect(boost::source_location where = BOOST_CURRENT_LOCATION) {
        BOOST_REQUIRE_MESSAGE(!actions_.empty(), "no action, line " << where.line());
        auto const [when, order] = std::move(actions_.front());
        actions_.pop_front();
        BOOST_REQUIRE_MESSAGE(std::holds_alternative<T>(order), realtime::to_string(order)
                                                                    << ", line " << where.line());
        given_at = when;
        return std::get<T>(order);
    }
    /// The same; time passes until there is one.
    template <class T>
    T await(boost::source_location where = BOOST_CURRENT_LOCATION) {
        while (actions_.empty() && session.poll_timeout()) run_until(*session.poll_timeout());
        return expect<T>(where);
    }
    /// The URL of the next action.
    template <class T>
    std::string url(boost::source_location where = BOOST_CURRENT_LOCATION) {
        auto const order = expect<T>(where);
        return std::string(order.url.reveal());
    }

    /// Takes the events of one kind. The others stay.
    template <class T>
    std::vector<T> events() {
        std::vector<T> out;
        std::erase_if(events_, [&out](realtime::session_event& event) {
            auto* const one = std::get_if<T>(&event);
            if (one) out.push_back(std::move(*one));
            return one != nullptr;
        });
        return out;
    }
    /// The only event of its kind.
    template <class T>
    T event(boost::source_location where = BOOST_CURRENT_LOCATION) {
        auto all = events<T>();
        BOOST_REQUIRE_MESSAGE(all.size() == 1u, all.size() << " events, line " << where.line());
        return std::move(all.front());
    }
    /// The numbers of the messages that came, and the statuses.
    std::string messages() {
        std::string out;
        for (auto const& one : events<realtime::message>())
            out += (out.empty() ? "" : " ") + (one.mid.empty() ? one.tag : number_of(one.mid));
        return out;
    }
    std::string statuses() {
        constexpr std::string_view names[] = {"connecting", "online", "offline"};
        std::string out;
        for (auto const& one : events<realtime::status_changed>())
            out.append(out.empty() ? "" : " ").append(names[static_cast<std::size_t>(one.status)]);
        return out;
    }
    void take_actions() {
        take();
        actions_.clear();
    }
    bool is_quiet() const { return actions_.empty() && events_.empty(); }
    bool has_actions() const { return !actions_.empty(); }
    std::size_t event_count() const { return events_.size(); }
    void forget_events() { events_.clear(); }

    /// Takes what the session has for us.
    void take() {
        while (auto order = session.poll_action()) {
            if (auto const* const opens = std::get_if<realtime::open_websocket>(&*order)) socket = opens->id;
            if (auto const* const polls = std::get_if<realtime::start_poll>(&*order)) poll = polls->id;
            actions_.emplace_back(now, std::move(*order));
        }
        while (takes_events) {
            auto event = session.poll_event();
            if (!event) break;
            events_.push_back(std::move(*event));
        }
    }

    static std::string number_of(std::string const& mid) {
        auto const counter = mid.find_first_not_of('0', 10);
        return counter == mid.npos ? mid : mid.substr(counter);
    }

    static inline std::string const plain = event_body("application", "tick");

private:
    std::deque<std::pair<time_point, realtime::action>> actions_;
    std::vector<realtime::session_event> events_;
};

} // namespace support
