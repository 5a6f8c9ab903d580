#include <b24pull/realtime/system_command.hpp>

#include "../support/realtime_differences.hpp"

#include <b24pull/realtime/backoff.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/presence.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(realtime_differences_control)

// Control commands, and the ends of connections.
namespace {

namespace realtime = b24pull::realtime;
using realtime::channel_reaction;
using realtime::remedy;
using std::string;
using std::string_view;

b24pull::config held_config() {
    b24pull::config out;
    out.shared_channel.emplace().id = b24pull::secret("aa01.bb01");
    out.private_channel.emplace().id = b24pull::secret("aa02:aa03.bb02");
    return out;
}

realtime::message control(string_view command, string_view params) {
    realtime::message out;
    out.module_id = "pull";
    out.command = command;
    out.params = params;
    return out;
}
realtime::channel_expire expired(string_view action, string_view id, string_view type, string_view start) {
    auto const params = R"({"action":")" + string(action) + R"(","channel":{"id":")" + string(id) +
                        R"(","type":")" + string(type) + R"("},"new_channel":{"id":"aa09.bb09","start":)" +
                        string(start) + "}}";
    return std::get<realtime::channel_expire>(
        realtime::read_system_command(control("channel_expire", params)).value());
}
channel_reaction reaction(string_view action, string_view id, string_view type) {
    return realtime::reaction_to(expired(action, id, type, "1700000001"), held_config());
}

using realtime_differences::difference;

constexpr difference differences[] = {
    {"control: sender is a client", "the browser client of 2025 obeys", "no command",
     [] {
         auto message = control("server_restart", "{}");
         bool const obeyed = realtime::read_system_command(message).has_value();
         message.sender.type = realtime::sender_type::client;
         return obeyed && !realtime::read_system_command(message);
     }},
    {"control: presence told by a client", "the browser client of 2025 obeys", "no presence",
     [] {
         realtime::message message;
         message.module_id = "online";
         message.command = "userStatusChange";
         message.params = R"({"user_id":7,"online":true})";
         bool const read = realtime::read_user_status(message).has_value();
         message.sender.type = realtime::sender_type::client;
         return read && !realtime::read_user_status(message);
     }},
    {"control: id of the channel", "compared as a whole, or not at all",
     "compared up to where the signature begins",
     [] {
         return reaction("reconnect", "aa01.cc77", "shared") == channel_reaction::replace_shared &&
                reaction("get_config", "aa02.cc77", "private") == channel_reaction::refetch_config;
     }},
    {"control: private channel with a new one", "replaced, without its public half", "a new configuration",
     [] { return reaction("reconnect", "aa02.bb02", "private") == channel_reaction::refetch_config; }},
    {"control: type is an application", "nothing is replaced, and the expired channel kept",
     "a new configuration",
     [] { return reaction("reconnect", "aa01.bb01", "app.01.02") == channel_reaction::refetch_config; }},
    {"control: channel that is not held", "disconnects", "is ignored",
     [] { return reaction("reconnect", "aa77.bb77", "shared") == channel_reaction::ignore; }},
    {"control: date of the new channel is a number", "taken for milliseconds: long expired", "seconds",
     [] {
         auto const channel = expired("reconnect", "aa01.bb01", "shared", "1700000001").replacement.value();
         return channel.start.instant.time_since_epoch().count() == 1700000001 &&
                channel.end.instant - channel.start.instant == b24pull::channel_lifetime;
     }},
    {"control: reload after a restart", "the configuration is kept, or fetched by all at once",
     "fetched between 10 and 120 s",
     [] { return realtime::earliest_reload.count() == 10 && realtime::latest_reload.count() == 120; }},
    {"refetch after a wrong channel", "the browser client of 2022 waits milliseconds", "waits seconds",
     [] { return realtime::refetch_delay(0).count() == 5 && realtime::refetch_delay(0.999).count() == 35; }},
    {"backoff: table", "its own", "the SDK's, the browser's or the documentation's",
     [] {
         using enum realtime::backoff_policy;
         return realtime::backoff_delay(sdk, 3, 0).count() == 45 &&
                realtime::backoff_delay(browser, 3, 0).count() == 25 &&
                realtime::backoff_delay(documentation, 0, 0.9).count() == 0.1;
     }},
    {"close codes", "only 4010 is special", "each asks for what it means",
     [] {
         return realtime::read_close_code(4010).remedy == remedy::refetch_config &&
                realtime::read_close_code(4011).remedy == remedy::resume_afresh &&
                realtime::read_close_code(4017).remedy == remedy::report_to_sender &&
                realtime::read_close_code(4029).remedy == remedy::reconnect;
     }},
};

} // namespace

BOOST_AUTO_TEST_CASE(commands_are_followed_as_told) { realtime_differences::check(differences); }

BOOST_AUTO_TEST_SUITE_END()
