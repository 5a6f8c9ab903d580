#include "event_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace json = boost::json;
namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using b24pull::protocol_errc;
using tool::event_line;
using tool::event_object;

namespace {

// 2026-03-31T11:05:18.007Z
tool::wall_time const noon{1774955118007ms};

json::value object(realtime::session_event const& event) {
    auto const text = event_object(event, noon);
    BOOST_TEST(text.find('\n') == text.npos);
    return json::parse(text);
}

/// The line without the time, which depends on the zone.
std::string line(realtime::session_event const& event, tool::line_style const& style = {}) {
    auto const text = event_line(event, noon, style);
    BOOST_TEST(text.substr(5, 8) == ":18.007 ");
    return text.substr(13);
}

realtime::message const ring{.mid = "17000000010000000000000007",
                             .module_id = "telephony",
                             .command = "ring",
                             .params = "{ \"from\": \"+49 30 1234\",\n \"big\": 12345678901234567890 }",
                             .extra = "{\"server_time_unix\":1774955118.5}",
                             .sender = {.type = realtime::sender_type::client, .id = "5a5a"}};

} // namespace

BOOST_AUTO_TEST_SUITE(event_text)

BOOST_AUTO_TEST_CASE(a_message_is_time_module_command_and_params) {
    BOOST_TEST(line(ring) == R"(telephony ring {"from":"+49 30 1234","big":12345678901234567890})");
    BOOST_TEST(line(ring, {.params = 9}) == R"(telephony ring {"from":"…)");
    BOOST_TEST(line(ring, {.params = 0}) == "telephony ring");
}

BOOST_AUTO_TEST_CASE(a_message_cannot_reach_the_terminal_or_another_column) {
    realtime::message const evil{
        .module_id = "", .command = "x {}\n\x1b[2J", .params = "\"\xc2\x9b\"", .extra = "{}"};
    BOOST_TEST(line(evil) == "- x\\u0020{}\\u000a\\u001b[2J \"\\u009b\"");
}

BOOST_AUTO_TEST_CASE(all_else_is_marked) {
    BOOST_TEST(line(realtime::status_changed{realtime::status::online}) == "-- status: online");
    realtime::connection_lost const lost{realtime::connection_lost::cause::closed, 1006, 500ms};
    BOOST_TEST(line(lost) == "-- connection lost: closed with 1006, next attempt in 500 ms");
}

BOOST_AUTO_TEST_CASE(colours_surround_the_parts) {
    auto const text = event_line(ring, noon, {.colours = tool::palette(true), .params = 1});
    BOOST_TEST(text.starts_with("\x1b[2m"));
    BOOST_TEST(text.ends_with(".007\x1b[0m \x1b[36mtelephony\x1b[0m \x1b[32mring\x1b[0m {…"));
}

BOOST_AUTO_TEST_CASE(a_message_is_an_object) {
    auto const o = object(ring);
    BOOST_TEST(o.at("type").as_string() == "message");
    BOOST_TEST(o.at("received").as_string() == "2026-03-31T11:05:18.007Z");
    BOOST_TEST(o.at("mid").as_string() == ring.mid);
    BOOST_TEST(o.at("module_id").as_string() == "telephony");
    BOOST_TEST(o.at("command").as_string() == "ring");
    BOOST_TEST(o.at("params").at("from").as_string() == "+49 30 1234");
    BOOST_TEST(o.at("params").at("big").as_uint64() == 12345678901234567890u);
    BOOST_TEST(o.at("extra").at("server_time_unix").as_double() == 1774955118.5);
    BOOST_TEST(o.at("sender").at("type").as_string() == "client");
    BOOST_TEST(o.at("sender").at("id").as_string() == "5a5a");
}

BOOST_AUTO_TEST_CASE(the_connection_is_an_object) {
    auto const online = object(realtime::status_changed{realtime::status::online});
    BOOST_TEST(online.at("type").as_string() == "status");
    BOOST_TEST(online.at("status").as_string() == "online");
    auto const lost =
        object(realtime::connection_lost{realtime::connection_lost::cause::closed, 1006, 500ms});
    BOOST_TEST(lost.at("type").as_string() == "connection_lost");
    BOOST_TEST(lost.at("why").as_string() == "closed");
    BOOST_TEST(lost.at("code").to_number<int>() == 1006);
    BOOST_TEST(lost.at("retry_in_ms").to_number<int>() == 500);
    BOOST_TEST(lost.at("error").is_null());
    auto const waits = object(realtime::connection_lost{.why = realtime::connection_lost::cause::config,
                                                        .error = protocol_errc::no_endpoint});
    BOOST_TEST(waits.at("retry_in_ms").is_null());
    BOOST_TEST(waits.at("error").at("category").as_string() == "b24pull.protocol");
}

BOOST_AUTO_TEST_CASE(loss_is_an_object) {
    auto const gap = object(realtime::history_gap{realtime::history_gap::reason::too_old});
    BOOST_TEST(gap.at("type").as_string() == "history_gap");
    BOOST_TEST(gap.at("why").as_string() == "not connected for too long");
    auto const part =
        object(realtime::part_refused{{.code = protocol_errc::unfinished_frame, .offset = 3, .size = 9}});
    BOOST_TEST(part.at("type").as_string() == "part_refused");
    BOOST_TEST(part.at("offset").to_number<int>() == 3);
    BOOST_TEST(part.at("size").to_number<int>() == 9);
    BOOST_TEST(part.at("error").at("message").as_string() == "a frame has no end marker");
}

BOOST_AUTO_TEST_CASE(outcomes_and_presence_are_objects) {
    auto const done = object(realtime::publication_outcome{.id = 4});
    BOOST_TEST(done.at("type").as_string() == "publication_outcome");
    BOOST_TEST(done.at("id").to_number<int>() == 4);
    BOOST_TEST(done.at("error").is_null());
    auto const came = object(realtime::presence_changed{{.user_id = 7, .online = true}});
    BOOST_TEST(came.at("type").as_string() == "presence");
    BOOST_TEST(came.at("user_id").to_number<int>() == 7);
    BOOST_TEST(came.at("online").as_bool());
}

BOOST_AUTO_TEST_CASE(a_configuration_that_does_not_come_is_told) {
    auto const refused = make_error_code(boost::system::errc::connection_refused);
    auto const text = tool::event_line(realtime::config_failed{refused, 500ms}, noon, {});
    BOOST_TEST(text.find("-- no configuration: generic: Connection refused, next attempt in 500 ms") !=
               text.npos);
    auto const told = object(realtime::config_failed{{refused, "result.server"}, 500ms});
    BOOST_TEST(told.at("type").as_string() == "config_failed");
    BOOST_TEST(told.at("retry_in_ms").to_number<int>() == 500);
    BOOST_TEST(told.at("path").as_string() == "result.server");
    BOOST_TEST(told.at("error").at("message").as_string() == "Connection refused");
    BOOST_TEST(object(realtime::config_failed{refused}).at("retry_in_ms").is_null());
}

BOOST_AUTO_TEST_SUITE_END()
