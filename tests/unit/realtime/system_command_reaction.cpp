#include <b24pull/realtime/system_command.hpp>

#include "../../support/endpoint_config.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

BOOST_AUTO_TEST_SUITE(system_command_reaction)

// What an expired channel asks for, by the channels that are held.
namespace {

namespace realtime = b24pull::realtime;
using b24pull::secret;
using realtime::channel_reaction;
using support::channel_with_id;

// The portal signs the bare private id in commands, and the id with its public half in configurations.
constexpr std::string_view shared_id =
    "5f0c2a9be1d34c7788aa10bb22cc33dd.00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff";
constexpr std::string_view private_id = "a1b2c3d4e5f60718293a4b5c6d7e8f90:0f1e2d3c4b5a69788796a5b4c3d2e1f0."
                                        "1111111111111111111111111111111111111111";

b24pull::config holding(std::string_view shared, std::string_view own, std::string_view jwt = {}) {
    auto out = support::endpoint_config();
    out.shared_channel.reset();
    out.private_channel.reset();
    if (!shared.empty()) out.shared_channel = channel_with_id(shared);
    if (!own.empty()) out.private_channel = channel_with_id(own);
    if (!jwt.empty()) out.jwt = secret(jwt);
    return out;
}

realtime::channel_expire expired(std::string_view id, bool with_replacement) {
    realtime::channel_expire out{secret(id), {}};
    if (with_replacement) out.replacement = channel_with_id("new.sig");
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(shared_channel_is_replaced_only_if_it_is_the_one_that_ended) {
    struct row {
        std::string_view name, ended;
        channel_reaction with_replacement, without;
    };
    using enum channel_reaction;
    constexpr row rows[] = {
        {"shared, same text", shared_id, replace_shared, refetch_config},
        {"shared, another signature", "5f0c2a9be1d34c7788aa10bb22cc33dd.22", replace_shared, refetch_config},
        {"shared, no signature", "5f0c2a9be1d34c7788aa10bb22cc33dd", replace_shared, refetch_config},
        {"shared, with a public half", "5f0c2a9be1d34c7788aa10bb22cc33dd:12.34", replace_shared,
         refetch_config},
        {"private, same text", private_id, refetch_config, refetch_config},
        {"private, bare and signed differently", "a1b2c3d4e5f60718293a4b5c6d7e8f90.33", refetch_config,
         refetch_config},
        {"private, bare", "a1b2c3d4e5f60718293a4b5c6d7e8f90", refetch_config, refetch_config},
        {"foreign", "00000000000000000000000000000000.44", ignore, ignore},
        {"one digit more", "5f0c2a9be1d34c7788aa10bb22cc33dd0.44", ignore, ignore},
        {"one digit less", "5f0c2a9be1d34c7788aa10bb22cc33d.44", ignore, ignore},
        {"the public half of ours", "0f1e2d3c4b5a69788796a5b4c3d2e1f0.44", ignore, ignore},
        {"the signature of ours", "1111111111111111111111111111111111111111", ignore, ignore},
        {"unnamed", "", refetch_config, refetch_config},
        {"only a signature", ".44", refetch_config, refetch_config},
    };
    auto const held = holding(shared_id, private_id);
    auto const with_jwt =
        holding(shared_id, private_id, "x.y.z"); // which names the channels: none can be replaced
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST((realtime::reaction_to(expired(row.ended, true), held) == row.with_replacement));
            BOOST_TEST((realtime::reaction_to(expired(row.ended, false), held) == row.without));
            for (bool const offered : {true, false})
                BOOST_TEST((realtime::reaction_to(expired(row.ended, offered), with_jwt) == row.without));
        }
    }
}

BOOST_AUTO_TEST_CASE(channels_that_are_not_held_cannot_match) {
    using enum channel_reaction;
    for (bool const offered : {true, false}) {
        BOOST_TEST((realtime::reaction_to(expired(shared_id, offered), holding({}, private_id)) == ignore));
        BOOST_TEST((realtime::reaction_to(expired(private_id, offered), holding(shared_id, {})) == ignore));
        BOOST_TEST(
            (realtime::reaction_to(expired(private_id, offered), holding({}, private_id)) == refetch_config));
    }
    BOOST_TEST((realtime::reaction_to(expired(shared_id, true), holding(shared_id, {})) == replace_shared));
}

// Which channels a JWT stands for is the server's knowledge.
BOOST_AUTO_TEST_CASE(nothing_is_ignored_with_a_jwt_and_no_channels) {
    for (auto const id : {shared_id, private_id, std::string_view("x"), std::string_view()})
        for (bool const offered : {true, false})
            BOOST_TEST((realtime::reaction_to(expired(id, offered), holding({}, {}, "x.y.z")) ==
                        channel_reaction::refetch_config));
}

BOOST_AUTO_TEST_CASE(replacing_leaves_everything_else_as_it_was) {
    auto held = holding(shared_id, private_id, "x.y.z");
    auto replacement = channel_with_id("new.sig");
    replacement.end.instant = std::chrono::sys_seconds(std::chrono::seconds(1775009123));
    realtime::replace_shared_channel(held, std::move(replacement));
    BOOST_TEST_REQUIRE(held.shared_channel.has_value());
    BOOST_TEST(held.shared_channel->id.reveal() == "new.sig");
    BOOST_TEST(held.shared_channel->end.instant.time_since_epoch().count() == 1775009123);
    BOOST_TEST(held.private_channel->id.reveal() == private_id);
    BOOST_TEST(held.jwt->reveal() == "x.y.z");
    BOOST_TEST(held.client_id->reveal() == "c1");
    BOOST_TEST(held.server.websocket_secure == "wss://rt.example.com/subws/");
}

// The whole way of a command, as the portal writes it when a shared channel is renewed.
BOOST_AUTO_TEST_CASE(renewed_shared_channel_comes_into_use) {
    realtime::message event;
    event.module_id = "pull";
    event.command = "channel_expire";
    event.params = R"({"action":"reconnect","channel":{"id":")" + std::string(shared_id) +
                   R"(","type":"shared"},"new_channel":{"id":"99.88","start":1774965918,)"
                   R"("end":"2026-04-01T05:05:23+03:00","type":"shared"}})";
    auto const command = realtime::read_system_command(event);
    BOOST_TEST_REQUIRE(command.has_value());
    auto expiry = std::get<realtime::channel_expire>(*command);
    auto held = holding(shared_id, private_id);
    BOOST_TEST_REQUIRE((realtime::reaction_to(expiry, held) == channel_reaction::replace_shared));
    realtime::replace_shared_channel(held, std::move(*expiry.replacement));
    BOOST_TEST(held.shared_channel->id.reveal() == "99.88");
    BOOST_TEST(b24pull::to_atom(held.shared_channel->start) == "2026-03-31T14:05:18+00:00");
    // Replayed from history, it is about a channel that is not held any more.
    BOOST_TEST((realtime::reaction_to(expired(shared_id, true), held) == channel_reaction::ignore));
}

BOOST_AUTO_TEST_SUITE_END()
