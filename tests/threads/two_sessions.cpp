// Two sessions in two threads, each with configurations, payloads, publications and failures of its own: whatever they
// had in common, ThreadSanitizer would report.
#include <b24pull.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

namespace {

namespace realtime = b24pull::realtime;

constexpr std::string_view config_text =
    R"({"server":{"version":4,"mode":"shared","hostname":"portal.example.com",)"
    R"("websocket_secure":"wss:\/\/rt.example.com\/subws\/",)"
    R"("long_pooling_secure":"https://rt.example.com/sub/",)"
    R"("publish_secure":"https://rt.example.com/rest/"},)"
    R"("clientId":"made-up-client","channels":{"shared":{"id":"made-up-channel",)"
    R"("start":"2026-03-31T17:05:18+03:00","end":"2026-04-01T05:05:23+03:00"}}})";

/// A life of many connections. Gives how many messages came.
std::size_t live(std::uint64_t seed) {
    constexpr int rounds = 200;
    auto const wall = b24pull::parse_timestamp("2026-03-31T17:10:00+03:00").value().instant;
    realtime::session session({}, seed);
    realtime::session::time_point now{};
    realtime::operation_id socket = 0;
    std::size_t messages = 0;
    auto const serve = [&] {
        while (auto const order = session.poll_action()) {
            if (std::holds_alternative<realtime::fetch_config>(*order)) {
                auto const config = b24pull::parse_config(config_text);
                session.handle_config(now, wall, *config);
            } else if (auto const* const open = std::get_if<realtime::open_websocket>(&*order)) {
                socket = open->id;
            }
        }
        while (auto const event = session.poll_event())
            messages += std::holds_alternative<realtime::message>(*event) ? 1u : 0u;
    };
    session.handle_start(now);
    for (int round = 0; round != rounds; ++round) {
        for (socket = 0; socket == 0; serve()) {
            now = session.poll_timeout().value_or(now);
            session.handle_timeout(now);
        }
        session.handle_open(now, socket);
        session.handle_text(
            now, socket,
            R"(#!NGINXNMS!#{"id":1,"mid":"177494400000000000000)" + std::to_string(10000 + round) +
                R"(","text":{"module_id":"crm","command":"made","params":{"line":3}}}#!NGINXNME!#)");
        session.handle_text(now, socket, "#!NGINXNMS!#{broken");
        static_cast<void>(
            session.publish(now, {.users = {7}, .module_id = "crm", .command = "answer", .params = "{}"}));
        serve();
        session.handle_closed(now, socket, 1006);
        serve();
    }
    return messages;
}

} // namespace

int main() {
    std::array<std::size_t, 2> messages{};
    std::thread other([&] { messages[1] = live(2); });
    messages[0] = live(1);
    other.join();
    for (auto const count : messages) std::cout << count << " messages\n";
    return messages[0] == 200 && messages[1] == 200 ? 0 : 1;
}
