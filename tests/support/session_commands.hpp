// Control commands as the portal sends them, and a connection to send them over.
#pragma once

#include "event_payload.hpp"
#include "session_host.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace support::commands {

using namespace std::chrono_literals;

inline constexpr std::string_view shared_replaced =
    R"({"action":"reconnect","channel":{"id":"d.other","type":"shared"},)"
    R"("new_channel":{"id":"n.e","start":"2026-04-01T00:00:00+00:00","end":"2026-04-02T00:00:00+00:00"}})";
inline constexpr std::string_view private_ended =
    R"({"action":"get_config","channel":{"id":"a.other","type":"private"}})";

/// Connected for so long that a configuration may be asked for at once.
inline session_host good_connection(int version = 4, std::uint64_t seed = 1) {
    session_host host(version, {}, seed);
    host.connect();
    host.receive({1});
    host.stay_alive_for(2min);
    host.forget_events();
    return host;
}

inline std::string command(std::string_view name, std::string_view params = "[]") {
    return event_body("pull", name, params);
}

} // namespace support::commands
