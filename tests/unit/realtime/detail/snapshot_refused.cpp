#include <b24pull/realtime/detail/snapshot.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(snapshot_refused)

namespace {

using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::realtime::detail::read_snapshot;
using b24pull::realtime::detail::write_snapshot;

struct row {
    std::string_view what;
    std::string text;
    protocol_errc code;
    std::string_view path;
    std::optional<std::size_t> offset = {};
};

void check(row const& row) {
    BOOST_TEST_CONTEXT(row.what) {
        auto const read = read_snapshot(row.text);
        BOOST_TEST_REQUIRE(read.has_error());
        BOOST_TEST(read.error().code() == error_code(row.code));
        BOOST_TEST(read.error().path() == row.path);
        BOOST_TEST((read.error().offset() == row.offset));
    }
}

std::string sound(std::string_view members) { return R"({"b24pull":1,)" + std::string(members) + '}'; }

std::string quoted(std::string const& text) { return '"' + text + '"'; }

} // namespace

BOOST_AUTO_TEST_CASE(broken_text_is_refused_with_its_offset) {
    std::string const deep(40, '[');
    row const rows[] = {
        {"ends in the object", "{", protocol_errc::json_incomplete, "", 1},
        {"ends in a text", R"({"b24pull":1,"mid":"12)", protocol_errc::json_incomplete, "", 22},
        {"ends in a list", R"({"b24pull":1,"seen":["1",)", protocol_errc::json_incomplete, "", 25},
        {"no value", R"({"b24pull":})", protocol_errc::json_syntax, "", 11},
        {"no comma", R"({"b24pull":1 "mid":"1"})", protocol_errc::json_syntax, "", 13},
        {"something behind it", R"({"b24pull":1}x)", protocol_errc::json_syntax, "", 13},
        {"a second one", R"({"b24pull":1}{"b24pull":1})", protocol_errc::json_syntax, "", 13},
        {"deep", R"({"x":)" + deep, protocol_errc::json_too_deep, "", 37},
    };
    for (auto const& row : rows) check(row);
}

BOOST_AUTO_TEST_CASE(text_of_another_kind_is_refused) {
    for (auto const* text : {"[]", "null", "1", "\"{}\"", "<html>"})
        check({text, text, protocol_errc::wrong_type, "", 0});
    check({"behind a blank", " true", protocol_errc::wrong_type, "", 1});
    check({"nothing", "", protocol_errc::json_incomplete, "", 0});
    check({"blanks", " \n", protocol_errc::json_incomplete, "", 2});
}

BOOST_AUTO_TEST_CASE(text_beyond_the_limit_is_refused) {
    auto const of_size = [](std::size_t size) {
        auto out = sound(R"("mid":"1")");
        out.insert(1, size - out.size(), ' ');
        return out;
    };
    BOOST_TEST(read_snapshot(of_size(b24pull::limits::http_body)).has_value());
    check({"one byte more", of_size(b24pull::limits::http_body + 1), protocol_errc::body_too_large, ""});
}

BOOST_AUTO_TEST_CASE(other_forms_are_refused) {
    check({"none", "{}", protocol_errc::missing_member, "b24pull"});
    check({"none among others", R"({"mid":"1","seen":[]})", protocol_errc::missing_member, "b24pull"});
    for (auto const* version : {"2", "0", "-1", "11", "1.0", "1e0", "\"1\"", "true", "[1]", "{}"})
        check({version, R"({"b24pull":)" + std::string(version) + R"(,"mid":"1"})",
               protocol_errc::out_of_range, "b24pull"});
}

BOOST_AUTO_TEST_CASE(members_of_another_type_are_refused) {
    for (std::string const name : {"mid", "tag", "time", "websocket_worked", "online_at", "seen"})
        for (auto const* value : {"true", "1.5", "[1.5]", "{\"a\":1}", "-1e3", "\"1\"", "12"}) {
            std::string_view const text(value);
            bool const id = name == "mid" || name == "tag";
            bool const taken = (text == "\"1\"" && (id || name == "time")) || (text == "12" && id) ||
                               (text == "true" && name == "websocket_worked") ||
                               (text == "12" && name == "online_at");
            auto const whole = sound(quoted(name) + ':' + value);
            if (taken) BOOST_TEST(read_snapshot(whole).has_value(), whole);
            else check({whole, whole, protocol_errc::wrong_type, name});
        }
}

BOOST_AUTO_TEST_CASE(ids_are_read_as_strictly_as_those_of_messages) {
    std::string const longest(b24pull::limits::message_id, '7');
    for (std::string const name : {"mid", "tag", "seen"}) {
        auto const with = [&](std::string const& value) {
            return sound(quoted(name) + ':' + (name == "seen" ? "[\"1\"," + value + ']' : value));
        };
        BOOST_TEST(read_snapshot(with(quoted(longest))).has_value());
        BOOST_TEST(read_snapshot(with(longest)).has_value());
        check({"long", with(quoted(longest + '7')), protocol_errc::text_too_long, name});
        check({"long number", with(longest + '7'), protocol_errc::text_too_long, name});
        for (std::string const id : {"a b", "a/b", "a&b", "a#b", "a\\u0000", "a\\n", "\xd0\x96"})
            check({id, with(quoted(id)), protocol_errc::invalid_id, name});
    }
}

BOOST_AUTO_TEST_CASE(time_beyond_the_limit_of_frames_is_refused) {
    std::string const longest(b24pull::limits::message_id - 2,
                              'x'); // its quotes count, as they do in a frame
    BOOST_TEST(read_snapshot(sound(R"("time":)" + quoted(longest))).has_value());
    check(
        {"one byte more", sound(R"("time":)" + quoted(longest + 'x')), protocol_errc::text_too_long, "time"});
}

BOOST_AUTO_TEST_CASE(times_before_1970_or_behind_the_end_of_time_are_refused) {
    for (std::string const seconds : {"-1", "-999999999999", "253402300799", "999999999999999999"})
        check({seconds, sound(R"("online_at":)" + seconds), protocol_errc::out_of_range, "online_at"});
    check({"19 digits", sound(R"("online_at":1000000000000000000)"), protocol_errc::wrong_type, "online_at"});
}

BOOST_AUTO_TEST_CASE(first_fault_in_a_list_counts) {
    check({"the list", sound(R"("seen":["1",true,"a b"])"), protocol_errc::wrong_type, "seen"});
    check({"the list", sound(R"("seen":["1","a b",true])"), protocol_errc::invalid_id, "seen"});
}

// It was in other hands: what it holds may be anything, and is not for a log.
BOOST_AUTO_TEST_CASE(refusals_do_not_repeat_the_text) {
    std::string const sentinel = "5e171e1 a90b2";
    for (auto const& text :
         {sentinel, '{' + sentinel, '{' + quoted(sentinel), '{' + quoted(sentinel) + ":1}",
          R"({"b24pull":)" + quoted(sentinel) + '}', sound(R"("mid":)" + quoted(sentinel)),
          sound(R"("seen":[)" + quoted(sentinel) + ']'), sound(R"("online_at":)" + quoted(sentinel)),
          sound(R"("websocket_worked":)" + quoted(sentinel)), sound("") + sentinel}) {
        auto const read = read_snapshot(text);
        BOOST_TEST_REQUIRE(read.has_error());
        BOOST_TEST(read.error().what().find("5e171e1") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(cut_snapshot_is_refused_wherever_it_was_cut) {
    auto const whole = write_snapshot({.place = {.mid = "12", .tag = "3", .time = "t"},
                                       .websocket_worked = true,
                                       .online_at = std::chrono::sys_seconds(std::chrono::seconds(5)),
                                       .seen = {"11", "12"}});
    for (std::size_t size = 0; size != whole.size(); ++size)
        BOOST_TEST(read_snapshot(std::string_view(whole).substr(0, size)).has_error(), size);
    BOOST_TEST(read_snapshot(whole).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
