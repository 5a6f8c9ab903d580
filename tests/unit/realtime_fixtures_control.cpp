#include <b24pull/realtime/system_command.hpp>

#include "../support/realtime_fixtures.hpp"

#include <b24pull/realtime/presence.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_control)

namespace {

using namespace realtime_fixtures;
using realtime::channel_reaction;

constexpr std::string_view shared_id = "46a437d2336d4a88e4e9b3cd956ecf45", // as the files have them
    private_id = "beb502091dfc9b93d7fd648aa4ec332e";
constexpr std::string_view new_id =
    "fb9f7e13dc3d595c5aefe1a0216c27a2.2887eebc6ae160713a732893462dce9d8e23a7b0";

b24pull::channel held(b24pull::channel_kind kind, std::string_view id, std::string_view rest) {
    b24pull::channel out;
    out.kind = kind;
    out.id = b24pull::secret(std::string(id).append(rest));
    return out;
}

/// A configuration whose channels are signed in another way than the commands have it.
b24pull::config config_of(std::string_view shared, std::string_view private_) {
    b24pull::config out;
    if (!shared.empty()) out.shared_channel = held(b24pull::channel_kind::shared, shared, ".aa11");
    if (!private_.empty())
        out.private_channel =
            held(b24pull::channel_kind::private_, private_, ":7cc478c89de71ec78bf4820d3d814a3e.bb22");
    return out;
}

realtime::message message_of(std::string_view file) {
    auto got = realtime::decode_text(content_of(file));
    check_only_messages(got, 1);
    return got.messages.empty() ? realtime::message() : std::move(got.messages[0]);
}

realtime::channel_expire expiry_of(std::string_view file) {
    auto const command = realtime::read_system_command(message_of(file));
    BOOST_TEST_REQUIRE(command.has_value());
    return std::get<realtime::channel_expire>(*command);
}

/// The reactions of one who holds both channels, the shared or the private one alone, others, and a JWT alone.
std::string reactions_to(realtime::channel_expire const& command) {
    auto const words = [&](b24pull::config const& config) {
        switch (realtime::reaction_to(command, config)) {
        case channel_reaction::ignore: return "ignore ";
        case channel_reaction::replace_shared: return "replace ";
        case channel_reaction::refetch_config: return "refetch ";
        }
        return "?";
    };
    constexpr std::string_view other = "0123456789abcdef0123456789abcdef";
    return std::string(words(config_of(shared_id, private_id))) + words(config_of(shared_id, "")) +
           words(config_of("", private_id)) + words(config_of(other, other)) + words(config_of("", ""));
}

} // namespace

BOOST_AUTO_TEST_CASE(shared_channel_is_replaced) {
    if (!available()) return;
    auto const command = expiry_of("control-channel-expire-reconnect.json");
    BOOST_TEST(realtime::detail::channel_name(command.channel_id.reveal()) == shared_id);
    BOOST_TEST_REQUIRE(command.replacement.has_value());
    BOOST_TEST(reactions_to(command) == "replace replace ignore ignore refetch ");

    auto config = config_of(shared_id, private_id);
    realtime::replace_shared_channel(config, *command.replacement);
    BOOST_TEST(config.shared_channel->id.reveal() == new_id);
    BOOST_TEST((config.shared_channel->kind == b24pull::channel_kind::shared));
    BOOST_TEST(b24pull::to_atom(config.shared_channel->start) == "2017-06-28T09:57:48+02:00");
    BOOST_TEST(b24pull::to_atom(config.shared_channel->end) == "2017-06-28T21:57:48+02:00");
    BOOST_TEST(config.private_channel->id.reveal().starts_with(private_id));
    // Once it was replaced, the ended one is none of ours.
    BOOST_TEST((realtime::reaction_to(command, config) == channel_reaction::ignore));
}

BOOST_AUTO_TEST_CASE(private_channel_asks_for_a_new_configuration) {
    if (!available()) return;
    auto const command = expiry_of("control-channel-expire-get-config.json");
    BOOST_TEST(realtime::detail::channel_name(command.channel_id.reveal()) == private_id);
    BOOST_TEST(!command.replacement.has_value());
    BOOST_TEST(reactions_to(command) == "refetch ignore refetch ignore refetch ");
}

// The new channel that comes with it is no replacement: the type is the application's, the action another one.
BOOST_AUTO_TEST_CASE(channel_of_an_application_asks_for_a_new_configuration) {
    if (!available()) return;
    auto const renewed = expiry_of("control-channel-expire-app-get-config.json");
    BOOST_TEST(realtime::detail::channel_name(renewed.channel_id.reveal()) == shared_id);
    BOOST_TEST(!renewed.replacement.has_value());
    BOOST_TEST(reactions_to(renewed) == "refetch refetch ignore ignore refetch ");
    auto const cleaned = expiry_of("control-channel-expire-app-reconnect.json");
    BOOST_TEST(realtime::detail::channel_name(cleaned.channel_id.reveal()) == private_id);
    BOOST_TEST(!cleaned.replacement.has_value());
    BOOST_TEST(reactions_to(cleaned) == "refetch ignore refetch ignore refetch ");
}

// The same job offers the portal's shared channel with a date as a number: were it of type shared, it would be taken.
BOOST_AUTO_TEST_CASE(numeric_date_of_a_new_channel_is_read) {
    if (!available()) return;
    auto message = message_of("control-channel-expire-app-reconnect.json");
    auto params = json::parse(message.params);
    params.at("channel").as_object()["type"] = "shared";
    message.params = json::serialize(params);
    auto const read = realtime::read_system_command(message);
    BOOST_TEST_REQUIRE(read.has_value());
    auto const& command = std::get<realtime::channel_expire>(*read);
    BOOST_TEST_REQUIRE(command.replacement.has_value());
    BOOST_TEST(command.replacement->start.instant.time_since_epoch().count() == 1498636668);
    BOOST_TEST(b24pull::to_atom(command.replacement->end) == "2017-06-28T21:57:53+02:00");
}

BOOST_AUTO_TEST_CASE(configuration_expires_with_params_of_either_shape) {
    if (!available()) return;
    for (auto const* const file : {"control-config-expire.json", "control-config-expire-php.json"}) {
        auto const command = realtime::read_system_command(message_of(file));
        BOOST_TEST_REQUIRE(command.has_value());
        BOOST_TEST(std::holds_alternative<realtime::config_expire>(*command), file);
    }
    BOOST_TEST(message_of("control-config-expire-php.json").params == "[]");
    BOOST_TEST(message_of("control-config-expire-php.json").params_value().as_object().empty());
}

BOOST_AUTO_TEST_CASE(server_restarts) {
    if (!available()) return;
    auto const command = realtime::read_system_command(message_of("control-server-restart.json"));
    BOOST_TEST_REQUIRE(command.has_value());
    BOOST_TEST(std::holds_alternative<realtime::server_restart>(*command));
}

BOOST_AUTO_TEST_CASE(command_published_by_a_client_is_ignored) {
    if (!available()) return;
    auto message = message_of("control-spoofed-by-client.json");
    BOOST_TEST(name_of(message.sender.type) == "client");
    BOOST_TEST(message.sender.id == "7cc478c89de71ec78bf4820d3d814a3e");
    BOOST_TEST(!realtime::read_system_command(message).has_value());
    message.sender.type = realtime::sender_type::backend; // nothing but the sender stood against it
    BOOST_TEST(realtime::read_system_command(message).has_value());
}

BOOST_AUTO_TEST_CASE(presence_event_is_no_command) {
    if (!available()) return;
    auto const message = message_of("online-user-status-change.json");
    BOOST_TEST(!realtime::read_system_command(message).has_value());
    BOOST_TEST((realtime::read_user_status(message) == realtime::user_status{7, true}));
    BOOST_TEST(name_of(message.sender.type) ==
               "unknown"); // its own word that it is the backend's is not taken
    BOOST_TEST(message.server_time().value() == 1498729816.5);
}

BOOST_AUTO_TEST_SUITE_END()
