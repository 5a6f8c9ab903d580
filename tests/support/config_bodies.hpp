// Configurations as JSON text, built around the few members that a test is about; and what tests say of the outcome.
#pragma once

#include <b24pull/config_json.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// The least server that can be connected to, without its closing brace.
inline constexpr std::string_view least_server =
    R"({"server":{"version":4,"websocket_secure":"wss:\/\/rt.example.com\/subws\/")";
inline constexpr std::string_view least_dates =
    R"("start":"2026-03-31T17:05:18+03:00","end":"2026-04-01T05:05:23+03:00")";

/// A result with the least server and these members beside it.
inline std::string with_members(std::string_view members) {
    return std::string(least_server) + "}," + std::string(members) + '}';
}

/// A result with a JWT, so that nothing else is needed, and these members.
inline std::string with_jwt_and(std::string_view members) {
    return with_members(R"("jwt":"h.p.s",)" + std::string(members));
}

/// The least server, with further members.
inline std::string with_server(std::string_view members) {
    return std::string(least_server) + ',' + std::string(members) + R"(},"jwt":"h.p.s"})";
}

/// A server of these members and nothing else.
inline std::string with_server_of(std::string_view members) {
    return R"({"server":{)" + std::string(members) + R"(},"jwt":"h.p.s"})";
}

/// A shared channel of these members.
inline std::string with_channel(std::string_view members) {
    return with_jwt_and(R"("channels":{"shared":{)" + std::string(members) + "}}");
}

/// A public channel of user 577 of these members.
inline std::string with_public(std::string_view members) {
    return with_jwt_and(R"("publicChannels":{"577":{)" + std::string(members) + "}}");
}

/// What a warning is expected to be.
struct warned {
    b24pull::protocol_errc code;
    std::string_view path;
};

/// Warnings on one line, to be compared and printed.
inline std::string described(std::vector<b24pull::warning> const& warnings) {
    std::string out;
    for (auto const& each : warnings)
        out +=
            (out.empty() ? "" : "; ") + each.code.message() + (each.path.empty() ? "" : " at " + each.path);
    return out;
}
inline std::string described(std::vector<warned> const& warnings) {
    std::vector<b24pull::warning> out;
    for (auto const& each : warnings) out.push_back({each.code, std::string(each.path), {}});
    return described(out);
}

/// The configuration, or an empty one after a failed check.
inline b24pull::config parsed(std::string_view json, b24pull::json_limits const& limits = {}) {
    auto value = b24pull::parse_config(json, limits);
    BOOST_TEST(value.has_value(), value.error().what() << " in " << json.substr(0, 2000));
    return value ? std::move(*value) : b24pull::config{};
}

/// Reads with these warnings and no others.
inline b24pull::config parsed_with(std::string_view json, std::vector<warned> const& warnings,
                                   b24pull::json_limits const& limits = {}) {
    auto value = parsed(json, limits);
    BOOST_TEST(described(value.warnings) == described(warnings));
    return value;
}

/// Does not read, for that reason at that place.
inline void check_refused(std::string_view json, b24pull::error_code const& code, std::string_view path,
                          b24pull::json_limits const& limits = {}) {
    auto const value = b24pull::parse_config(json, limits);
    BOOST_TEST(!value.has_value());
    if (value) return;
    BOOST_TEST((value.error().code() == code), value.error().what() << " instead of " << code.message());
    BOOST_TEST(value.error().path() == path);
}

/// A file of tests/fixtures.
inline std::string fixture(std::string_view name) {
    std::ifstream file(std::string(B24PULL_FIXTURES_DIR) + '/' + std::string(name), std::ios::binary);
    BOOST_TEST_REQUIRE(file.good(), "no fixture " << name);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The value of `result` in a fixture, which stands first, and `time`, if at all, last.
inline std::string fixture_result(std::string_view name) {
    constexpr std::string_view begin = R"({"result":)";
    auto text = fixture(name);
    BOOST_TEST_REQUIRE(text.starts_with(begin));
    auto end = text.rfind(R"(,"time":{)");
    if (end == text.npos) end = text.rfind('}');
    return text.substr(begin.size(), end - begin.size());
}

} // namespace support
