#include <b24pull/realtime/system_command.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

BOOST_AUTO_TEST_SUITE(system_command)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::to_atom;
using realtime::sender_type;

realtime::message control(std::string_view command, std::string_view params = "{}") {
    realtime::message out;
    out.module_id = "pull";
    out.command = command;
    out.params = params;
    out.sender.type = sender_type::backend;
    return out;
}

/// The command with these params, which has to be a channel_expire.
realtime::channel_expire expiry(std::string_view params) {
    auto const command = realtime::read_system_command(control("channel_expire", params));
    BOOST_TEST_REQUIRE(command.has_value(), params);
    BOOST_TEST_REQUIRE(std::holds_alternative<realtime::channel_expire>(*command));
    return std::get<realtime::channel_expire>(*command);
}

/// A command that offers a channel, its type and the rest of `new_channel` as told.
std::string offer(std::string_view action, std::string_view type, std::string_view new_channel) {
    return R"({"action":")" + std::string(action) + R"(","channel":{"id":"old.sig","type":")" +
           std::string(type) + R"("},"new_channel":)" + std::string(new_channel) + "}";
}

std::string id_of(std::optional<b24pull::channel> const& replacement) {
    return replacement ? std::string(replacement->id.reveal()) : "none";
}

} // namespace

BOOST_AUTO_TEST_CASE(commands_are_known_in_any_case) {
    for (auto const* name : {"channel_expire", "CHANNEL_EXPIRE", "Channel_Expire"})
        BOOST_TEST((realtime::read_system_command(control(name))->index() == 0), name);
    for (auto const* name : {"config_expire", "CONFIG_EXPIRE", "configExpire"}) {
        auto const command = realtime::read_system_command(control(name));
        BOOST_TEST(command.has_value() == (std::string_view(name) != "configExpire"), name);
        if (command) BOOST_TEST(std::holds_alternative<realtime::config_expire>(*command));
    }
    for (auto const* name : {"server_restart", "SERVER_RESTART"}) {
        auto const command = realtime::read_system_command(control(name));
        BOOST_TEST_REQUIRE(command.has_value(), name);
        BOOST_TEST(std::holds_alternative<realtime::server_restart>(*command));
    }
}

BOOST_AUTO_TEST_CASE(other_commands_of_the_module_mean_nothing) {
    for (auto const* name : {"", "set_config", "online", "channel_expir", "channel_expires", "config_expire ",
                             "server-restart", "channel_replace"})
        BOOST_TEST(!realtime::read_system_command(control(name)).has_value(), name);
}

BOOST_AUTO_TEST_CASE(other_modules_have_no_control_commands) {
    for (auto const* module_id : {"", "main", "application", "online", "pull2", "pul", "pull "}) {
        for (auto const* name : {"channel_expire", "config_expire", "server_restart"}) {
            auto event = control(name);
            event.module_id = module_id;
            BOOST_TEST(!realtime::read_system_command(event).has_value(), module_id);
        }
    }
}

// Anybody who can publish to a channel could send those.
BOOST_AUTO_TEST_CASE(commands_of_clients_are_not_obeyed) {
    for (auto const* name : {"channel_expire", "CONFIG_EXPIRE", "server_restart"}) {
        auto event = control(name);
        event.sender = {sender_type::client, "7cc478"};
        BOOST_TEST(!realtime::read_system_command(event).has_value(), name);
        event.sender.id.clear();
        BOOST_TEST(!realtime::read_system_command(event).has_value(), name);
        event.sender.type = sender_type::unknown; // text frames do not tell
        BOOST_TEST(realtime::read_system_command(event).has_value(), name);
    }
}

BOOST_AUTO_TEST_CASE(params_of_any_shape_are_survived) {
    for (auto const* params :
         {"[]", "{}", "null", "7", R"("x")", "[[]]", R"({"channel":[]})", R"({"channel":"x"})",
          R"({"channel":{"id":7}})", R"({"channel":null,"new_channel":[],"action":[]})"}) {
        auto const command = expiry(params);
        BOOST_TEST(command.channel_id.empty(), params);
        BOOST_TEST(!command.replacement.has_value());
        for (auto const* name : {"config_expire", "server_restart"})
            BOOST_TEST(realtime::read_system_command(control(name, params)).has_value());
    }
}

BOOST_AUTO_TEST_CASE(expired_channel_is_named_as_it_was_sent) {
    auto const command = expiry(R"({"action":"get_config","channel":{"id":"old:pub.sig","type":"private"}})");
    BOOST_TEST(command.channel_id.reveal() == "old:pub.sig");
    BOOST_TEST(!command.replacement.has_value());
}

BOOST_AUTO_TEST_CASE(replacement_is_read_only_where_it_is_safe) {
    struct row {
        std::string_view action, type, new_channel, replacement;
    };
    std::string const fits(b24pull::limits::id, 'a');
    auto const longest = R"({"id":")" + fits + R"("})", too_long = R"({"id":")" + fits + R"(a"})";
    row const rows[] = {
        {"reconnect", "shared", R"({"id":"new.sig"})", "new.sig"},
        {"reconnect", "shared", R"({"id":"new.sig","type":"shared","start":null})", "new.sig"},
        {"reconnect", "shared", longest, fits},
        // Another action, even where a channel is offered.
        {"get_config", "shared", R"({"id":"new.sig"})", "none"},
        {"", "shared", R"({"id":"new.sig"})", "none"},
        {"disconnect", "shared", R"({"id":"new.sig"})", "none"},
        // Another channel: what is offered lacks the public half, or is the portal's.
        {"reconnect", "private", R"({"id":"new.sig"})", "none"},
        {"reconnect", "app.5f0c.1", R"({"id":"new.sig"})", "none"},
        {"reconnect", "", R"({"id":"new.sig"})", "none"},
        // Nothing usable is offered.
        {"reconnect", "shared", R"({"id":""})", "none"},
        {"reconnect", "shared", "{}", "none"},
        {"reconnect", "shared", "[]", "none"},
        {"reconnect", "shared", "null", "none"},
        {"reconnect", "shared", R"("new.sig")", "none"},
        {"reconnect", "shared", R"({"id":7})", "none"},
        {"reconnect", "shared", R"({"id":null})", "none"},
        {"reconnect", "shared", R"({"id":"new/other"})", "none"},
        {"reconnect", "shared", R"({"id":"new sig"})", "none"},
        {"reconnect", "shared", R"({"id":"new&x=1"})", "none"},
        {"reconnect", "shared", too_long, "none"},
    };
    for (auto const& row : rows) {
        auto const params = offer(row.action, row.type, row.new_channel);
        BOOST_TEST_CONTEXT(params) {
            auto const command = expiry(params);
            BOOST_TEST(command.channel_id.reveal() == "old.sig");
            BOOST_TEST(id_of(command.replacement) == row.replacement);
        }
    }
    BOOST_TEST(id_of(expiry(R"({"action":"reconnect","new_channel":{"id":"n"}})").replacement) == "none");
    BOOST_TEST(id_of(expiry(R"({"action":"reconnect","channel":{"id":"o","type":"shared"}})").replacement) ==
               "none");
}

BOOST_AUTO_TEST_CASE(dates_of_the_replacement_are_texts_or_unix_seconds) {
    struct row {
        std::string_view dates, start, end;
    };
    constexpr std::string_view epoch = "1970-01-01T00:00:00+00:00", never = "9999-12-31T23:59:59+00:00";
    constexpr row rows[] = {
        {R"(,"start":"2026-03-31T17:05:18+03:00","end":"2026-04-01T05:05:23+03:00")",
         "2026-03-31T17:05:18+03:00", "2026-04-01T05:05:23+03:00"},
        {R"(,"start":1774965918,"end":1775009123)", "2026-03-31T14:05:18+00:00", "2026-04-01T02:05:23+00:00"},
        {R"(,"start":1774965918,"end":"2026-04-01T05:05:23+03:00")", "2026-03-31T14:05:18+00:00",
         "2026-04-01T05:05:23+03:00"},
        {R"(,"start":"1774965918","end":"2026-04-01 05:05:23Z")", "2026-03-31T14:05:18+00:00",
         "2026-04-01T05:05:23+00:00"},
        // One is reckoned from the other: 43,205 s.
        {R"(,"start":1774965918)", "2026-03-31T14:05:18+00:00", "2026-04-01T02:05:23+00:00"},
        {R"(,"start":"2026-03-31T17:05:18+03:00","end":"soon")", "2026-03-31T17:05:18+03:00",
         "2026-04-01T05:05:23+03:00"},
        {R"(,"end":"2026-04-01T05:05:23+03:00","start":null)", "2026-03-31T17:05:18+03:00",
         "2026-04-01T05:05:23+03:00"},
        {R"(,"start":1774965918.0,"end":1775009123.0)", "2026-03-31T14:05:18+00:00",
         "2026-04-01T02:05:23+00:00"},
        {R"(,"end":1775009123,"start":-1)", "2026-03-31T14:05:18+00:00", "2026-04-01T02:05:23+00:00"},
        {"", epoch, never},
        {R"(,"start":[],"end":{})", epoch, never},
        {R"(,"start":true,"end":"")", epoch, never},
    };
    for (auto const& row : rows) {
        auto const command =
            expiry(offer("reconnect", "shared", R"({"id":"n")" + std::string(row.dates) + "}"));
        BOOST_TEST_CONTEXT(row.dates) {
            BOOST_TEST_REQUIRE(command.replacement.has_value());
            BOOST_TEST(to_atom(command.replacement->start) == row.start);
            BOOST_TEST(to_atom(command.replacement->end) == row.end);
            BOOST_TEST((command.replacement->kind == b24pull::channel_kind::shared));
            BOOST_TEST(command.replacement->public_id.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(restarts_are_spread_over_the_documented_time) {
    static_assert(realtime::earliest_reload == std::chrono::seconds(10));
    static_assert(realtime::latest_reload == std::chrono::seconds(120));
    BOOST_TEST((realtime::earliest_reload < realtime::latest_reload));
}

BOOST_AUTO_TEST_CASE(reload_is_spread_over_the_documented_time) {
    using namespace std::chrono_literals;
    BOOST_TEST((b24pull::realtime::reload_delay(0) == 10s));
    BOOST_TEST((b24pull::realtime::reload_delay(0.5) == 65s));
    BOOST_TEST(
        (b24pull::realtime::reload_delay(0.999) > 119s && b24pull::realtime::reload_delay(0.999) < 120s));
}

BOOST_AUTO_TEST_SUITE_END()
