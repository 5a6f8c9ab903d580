#include <b24pull/rest/response_time.hpp>

#include "../../support/rest_support.hpp"

#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/application_event_add.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(response_time)

namespace {

namespace rest = b24pull::rest;

/// `time` of an answer, which may stand on either side of the result.
std::optional<rest::response_time> read(std::string_view time, bool first = false) {
    auto const member = R"("time":)" + std::string(time);
    auto const body = first ? "{" + member + R"(,"result":true})" : R"({"result":true,)" + member + "}";
    auto const answer = rest::application_event_add::parse_answer(rest_support::reply(200, body));
    BOOST_TEST_REQUIRE(answer.has_value(), time << " made the answer fail: " << answer.error().what());
    return answer->time;
}

bool is_empty(rest::response_time const& t) {
    return !t.start && !t.finish && !t.duration && !t.processing && !t.date_start && !t.date_finish &&
           !t.operating && !t.operating_reset_at;
}

} // namespace

BOOST_AUTO_TEST_CASE(all_members_are_read) {
    for (bool const first : {false, true}) {
        auto const time =
            read(R"({"start":1757424671.509725,"finish":1757424672.203906,"duration":0.694180965423584,)"
                 R"("processing":0.6726489067077637,"date_start":"2025-09-09T16:31:11+03:00",)"
                 R"("date_finish":"2025-09-09T16:31:12-09:30","operating_reset_at":1757425271,)"
                 R"("operating":0.6726338863372803})",
                 first);
        BOOST_TEST_REQUIRE(time.has_value());
        BOOST_TEST(time->start.value() == 1757424671.509725);
        BOOST_TEST(time->finish.value() == 1757424672.203906);
        BOOST_TEST(time->duration.value() == 0.694180965423584);
        BOOST_TEST(time->processing.value() == 0.6726489067077637);
        BOOST_TEST(b24pull::to_atom(time->date_start.value()) == "2025-09-09T16:31:11+03:00");
        BOOST_TEST(b24pull::to_atom(time->date_finish.value()) == "2025-09-09T16:31:12-09:30");
        BOOST_TEST(time->operating_reset_at.value().time_since_epoch().count() == 1757425271);
        BOOST_TEST(time->operating.value() == 0.6726338863372803);
    }
}

BOOST_AUTO_TEST_CASE(seventeen_digits_lose_nothing) {
    auto const time = read(
        R"({"duration":0.32225489616394043,"processing":3.3076529502868652,"operating":3.3076241016387939,)"
        R"("start":0.000040054321289062})");
    BOOST_TEST(time->duration.value() == 0.32225489616394043);
    BOOST_TEST(time->processing.value() == 3.3076529502868652);
    BOOST_TEST(time->operating.value() == 3.3076241016387939);
    BOOST_TEST(time->start.value() == 0.000040054321289062);
}

BOOST_AUTO_TEST_CASE(integers_and_fractions_mix) {
    auto const time = read(
        R"({"start":1774965918,"finish":1774965918.322255,"duration":0,"processing":"0","operating":0})");
    BOOST_TEST(time->start.value() == 1774965918.0);
    BOOST_TEST(time->finish.value() == 1774965918.322255);
    BOOST_TEST(time->duration.value() == 0.0);
    BOOST_TEST(time->processing.value() == 0.0);
    BOOST_TEST(time->operating.value() == 0.0);
    BOOST_TEST(!time->operating_reset_at.has_value());
    BOOST_TEST(!time->date_start.has_value());
}

BOOST_AUTO_TEST_CASE(reset_is_a_time_in_any_spelling) {
    for (auto const* text :
         {"1757425271", R"("1757425271")", "1757425271.0", "1757425271000", R"("2025-09-09T16:41:11+03:00")"})
        BOOST_TEST(read(R"({"operating_reset_at":)" + std::string(text) + "}")
                           ->operating_reset_at.value()
                           .time_since_epoch()
                           .count() == 1757425271,
                   text);
    for (auto const* text :
         {"-1", "1e300", "1.5", "true", "null", R"("soon")", R"("")", "[]", "{}", "99999999999"})
        BOOST_TEST(
            !read(R"({"operating_reset_at":)" + std::string(text) + "}")->operating_reset_at.has_value(),
            text);
}

BOOST_AUTO_TEST_CASE(wrong_types_never_fail) {
    for (bool const first : {false, true}) {
        for (auto const* value : {"null", "true", "false", R"("")", R"("x")", "[]", "{}", "[1,2]",
                                  R"({"start":1})", R"(["2025-09-09T16:31:11+03:00"])"}) {
            std::string text = "{";
            for (auto const* name : {"start", "finish", "duration", "processing", "date_start", "date_finish",
                                     "operating", "operating_reset_at"})
                text += '"' + std::string(name) + "\":" + value + ",";
            text += R"("unknown":)" + std::string(value) + "}";
            auto const time = read(text, first);
            BOOST_TEST_REQUIRE(time.has_value());
            BOOST_TEST(is_empty(*time), value);
        }
        for (auto const* value : {"null", "true", "7", R"("x")"})
            BOOST_TEST(!read(value, first).has_value(), value);
        for (auto const* value : {"{}", "[]", "[1,[2],{}]", R"({"start":[[[[[[{"start":1}]]]]]]})"}) {
            auto const time = read(value, first);
            BOOST_TEST((!time || is_empty(*time)), value);
        }
    }
}

BOOST_AUTO_TEST_CASE(absent_block_is_absent) {
    auto const answer = rest::application_event_add::parse_answer(rest_support::success("true"));
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(!answer->time.has_value());
}

BOOST_AUTO_TEST_CASE(members_named_alike_elsewhere_are_not_it) {
    auto const body =
        R"({"start":7,"x":{"time":{"start":8}},"result":true,"time":{"inner":{"start":9},"finish":10}})";
    auto const answer = rest::application_event_add::parse_answer(rest_support::reply(200, body));
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST_REQUIRE(answer->time.has_value());
    BOOST_TEST(!answer->time->start.has_value());
    BOOST_TEST(answer->time->finish.value() == 10.0);
}

BOOST_AUTO_TEST_CASE(odd_block_leaves_the_value_alone) {
    auto const body = R"({"time":{"date_start":"soon","duration":{},"start":"x"},"result":)" +
                      std::string(rest_support::config_result) + "}";
    auto const config = rest::application_config_get::parse_answer(rest_support::reply(200, body));
    BOOST_TEST_REQUIRE(config.has_value());
    BOOST_TEST(config->value.server.version == 4);
    BOOST_TEST(config->value.shared_channel->id.reveal() == "aaaa0001.bbbb0001");
}

BOOST_AUTO_TEST_SUITE_END()
