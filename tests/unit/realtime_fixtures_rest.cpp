#include <b24pull/realtime/receiver.hpp>

#include "../support/realtime_fixtures.hpp"
#include "../support/rest_support.hpp"

#include <b24pull/realtime/watch.hpp>
#include <b24pull/rest/channel_public_list.hpp>
#include <b24pull/rest/watch_extend.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_rest)

// What the real-time side asks the portal for, by the shapes that its fixtures have.
namespace {

using namespace realtime_fixtures;
namespace rest = b24pull::rest;
using time_point = realtime::watch_tags::time_point;

/// The params of a request, with names as the portal compares them: without case.
boost::json::object params_of(json::value const& request) {
    boost::json::object out;
    for (auto const& [name, value] : request.at("params").as_object()) {
        std::string upper(name);
        for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        out[upper] = value;
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(public_channels_are_asked_for_as_listed) {
    if (!available()) return;
    auto const vectors = json_of("public-list.json");
    for (bool const application : {false, true}) {
        auto const& request = vectors.at(application ? "requestForApplicationChannels" : "request");
        auto const made = rest::channel_public_list{.users = {1, 2}, .application = application}.make_request(
            rest_support::application());
        auto const got = rest_support::check_request(made, text_of(request.at("method")));
        BOOST_TEST((got == params_of(request)), json::serialize(got));
    }
}

BOOST_AUTO_TEST_CASE(public_channel_of_the_answer_is_a_receiver_until_it_ends) {
    if (!available()) return;
    auto const body = json::serialize(json_of("public-list.json").at("answer"));
    auto const list = rest::channel_public_list::parse_response(rest_support::reply(200, body)).value();
    BOOST_TEST_REQUIRE(list.channels.size() == 1u);
    auto const end = list.channels[0].end.instant;
    auto const found = realtime::find_receiver(1, list.channels, end - std::chrono::seconds{1});
    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST(found->public_id() == "7cc478c89de71ec78bf4820d3d814a3e");
    BOOST_TEST(found->signature().reveal() == "4f5466742ca1e59e263fee732a7dbe002889ba91");
    auto const unknown = b24pull::error_code(b24pull::usage_errc::unknown_receiver);
    BOOST_TEST(realtime::find_receiver(1, list.channels, end).error().code() == unknown);
    BOOST_TEST(realtime::find_receiver(2, list.channels, {}).error().code() == unknown);
}

BOOST_AUTO_TEST_CASE(watched_tags_are_extended_as_listed) {
    if (!available()) return;
    auto const vectors = json_of("watch-extend.json");
    auto const& request = vectors.at("request");
    realtime::watch_tags watch;
    for (auto const& tag : request.at("params").at("tags").as_array())
        BOOST_TEST(watch.add(text_of(tag), time_point()).has_value());
    auto const tags = watch.take_due(time_point() + realtime::watch_tags::soon);
    BOOST_TEST(tags == (std::vector<std::string>{"CRM_DEAL_5", "IM_PUBLIC_1"}),
               boost::test_tools::per_element());
    auto const made = rest::watch_extend{.tags = tags}.make_request(rest_support::application());
    auto got = rest_support::check_request(made, text_of(request.at("method")));
    auto expected = params_of(request);
    auto& list = expected.at("TAGS").as_array();
    std::swap(list.at(0), list.at(1)); // ours come in ascending order
    BOOST_TEST((got == expected), json::serialize(got));
}

BOOST_AUTO_TEST_CASE(tag_that_is_not_watched_any_more_is_not_extended) {
    if (!available()) return;
    auto const vectors = json_of("watch-extend.json");
    realtime::watch_tags watch;
    for (auto const* const tag : {"IM_PUBLIC_1", "CRM_DEAL_5"})
        BOOST_TEST(watch.add(tag, time_point()).has_value());
    auto const answer = [&](char const* name) {
        return rest::watch_extend::parse_response(rest_support::reply(200, json::serialize(vectors.at(name))))
            .value();
    };
    BOOST_TEST(answer("answerWhenNoTagsOrNoUser").empty());
    for (auto const& [tag, watched] : answer("answerMap")) watch.handle_answer(tag, watched);
    BOOST_TEST(watch.take_due(time_point() + realtime::watch_tags::soon) ==
                   std::vector<std::string>{"IM_PUBLIC_1"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
