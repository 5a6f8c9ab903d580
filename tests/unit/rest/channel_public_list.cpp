#include <b24pull/rest/channel_public_list.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(channel_public_list)

namespace {

namespace rest = b24pull::rest;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;
using rest_support::check_failure;
using rest_support::check_parameters;
using rest_support::check_request;
using rest_support::reply;
using rest_support::success;

using call = rest::channel_public_list;
constexpr std::string_view method = "pull.channel.public.list";

std::string entry(std::string const& members) {
    return "{" + members + R"(,"start":"2026-03-31T10:06:39+03:00","end":"2026-03-31T22:06:44+03:00"})";
}
std::string channel_of(std::string const& user) {
    return entry(R"("user_id":)" + user + R"(,"public_id":"aaaa000)" + user + R"(","signature":"bbbb000)" +
                 user + "\"");
}

std::vector<std::int64_t> users_of(rest::public_channel_list const& list) {
    std::vector<std::int64_t> ids;
    for (auto const& channel : list.channels) ids.push_back(channel.user_id);
    return ids;
}

using ids = std::vector<std::int64_t>;

} // namespace

BOOST_AUTO_TEST_CASE(request_holds_each_positive_id_once) {
    struct row {
        call request;
        std::string_view parameters;
    };
    row const rows[] = {
        {{.users = {1}}, R"({"USERS":[1]})"},
        {{.users = {3, 1, 2}}, R"({"USERS":[3,1,2]})"},
        {{.users = {5, 5, 1, 5, 1}}, R"({"USERS":[5,1]})"},
        {{.users = {0, -1, 7, -7, 0}}, R"({"USERS":[7]})"},
        {{.users = {1}, .application = true}, R"({"USERS":[1],"APPLICATION":"Y"})"},
        {{.users = {9223372036854775807}}, R"({"USERS":[9223372036854775807]})"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.parameters) {
            check_parameters(check_request(row.request.make_request(rest_support::application()), method),
                             row.parameters);
            check_parameters(check_request(row.request.make_request(rest_support::webhook()), method, false),
                             row.parameters);
        }
    }
}

BOOST_AUTO_TEST_CASE(nobody_left_is_refused) {
    for (auto const& users : {ids{}, ids{0}, ids{-1}, ids{0, -5, 0}})
        check_failure(call{.users = users}.make_request(rest_support::application()), usage_errc::no_users);
}

BOOST_AUTO_TEST_CASE(map_is_read_in_its_order) {
    auto const outcome =
        call::parse_response(success(R"({"577":)" + channel_of("577") + R"(,"1":)" + channel_of("1") + "}"));
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(users_of(*outcome) == (ids{577, 1}), boost::test_tools::per_element());
    BOOST_TEST(outcome->channels[0].public_id == "aaaa000577");
    BOOST_TEST(outcome->channels[1].signature.reveal() == "bbbb0001");
    BOOST_TEST(b24pull::to_atom(outcome->channels[1].end) == "2026-03-31T22:06:44+03:00");
    BOOST_TEST(outcome->without_channel.empty());
    BOOST_TEST(outcome->warnings.empty());
}

BOOST_AUTO_TEST_CASE(user_is_the_member_or_else_the_key) {
    auto const nameless = entry(R"("public_id":"aaaa0001","signature":"bbbb0001")");
    auto const null_user = entry(R"("user_id":null,"public_id":"aaaa0001","signature":"bbbb0001")");
    auto const users = [](std::string const& result) {
        return users_of(call::parse_response(success(result)).value());
    };
    BOOST_TEST(users(R"({"5":)" + channel_of("7") + "}") == ids{7}, boost::test_tools::per_element());
    BOOST_TEST(users(R"({"<user_id>":)" + channel_of("7") + "}") == ids{7}, boost::test_tools::per_element());
    BOOST_TEST(users(R"({"5":)" + nameless + "}") == ids{5}, boost::test_tools::per_element());
    BOOST_TEST(users(R"({"5":)" + null_user + "}") == ids{5}, boost::test_tools::per_element());
    BOOST_TEST(users("[" + channel_of("1") + "," + channel_of("2") + "]") == (ids{1, 2}),
               boost::test_tools::per_element());
    // A name does not outlive its own entry.
    BOOST_TEST(users(R"({"5":)" + channel_of("5") + R"(,"x":)" + nameless + "}") == ids{5},
               boost::test_tools::per_element());
    BOOST_TEST(users(R"({"5":null,"x":)" + nameless + "}").empty());
    for (auto const* key : {"0", "-5", "x", ""})
        BOOST_TEST(users("{\"" + std::string(key) + "\":" + nameless + "}").empty(), key);
}

BOOST_AUTO_TEST_CASE(users_without_a_channel_stand_apart) {
    auto const outcome = call::parse_response(success(
        R"({"42":{"user_id":42,"public_id":null,"signature":"bbbb0001","start":"1970-01-01T00:00:00+00:00","end":"1970-01-01T12:00:05+00:00"},)"
        R"("577":)" +
        channel_of("577") + R"(,"43":{"public_id":"","signature":"bbbb0001"}})"));
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(users_of(*outcome) == ids{577}, boost::test_tools::per_element());
    BOOST_TEST(outcome->without_channel == (ids{42, 43}), boost::test_tools::per_element());
    BOOST_TEST(outcome->warnings.empty());
}

BOOST_AUTO_TEST_CASE(unusable_entries_are_warned_of) {
    auto const outcome = call::parse_response(
        success(R"({"1":)" + entry(R"("user_id":1,"public_id":"aaaa0001","signature":null)") +
                R"(,"2":7,"3":)" + entry(R"("user_id":"x","public_id":"aaaa0001","signature":"bbbb0001")") +
                R"(,"5":)" + channel_of("5") + "}"));
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(users_of(*outcome) == (ids{3, 5}), boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(outcome->warnings.size() == 3u);
    BOOST_TEST(outcome->warnings[0].code == error_code(protocol_errc::invalid_id));
    BOOST_TEST(outcome->warnings[0].path == "result.1");
    BOOST_TEST(outcome->warnings[1].code == error_code(protocol_errc::wrong_type));
    BOOST_TEST(outcome->warnings[1].path == "result.2");
    BOOST_TEST(outcome->warnings[2].path == "result.3.user_id");
}

BOOST_AUTO_TEST_CASE(entry_with_a_forbidden_id_is_not_an_inactive_user) {
    auto const outcome = call::parse_response(
        success(R"({"7":)" + entry(R"("user_id":7,"public_id":"a/b","signature":"bbbb0001")") + "}"));
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(outcome->channels.empty());
    BOOST_TEST(outcome->without_channel.empty());
    BOOST_TEST_REQUIRE(!outcome->warnings.empty());
    BOOST_TEST(outcome->warnings[0].path == "result.7.public_id");
}

BOOST_AUTO_TEST_CASE(empty_maps_are_empty) {
    for (auto const* result : {"[]", "{}", "false", "null"}) {
        auto const outcome = call::parse_response(success(result));
        BOOST_TEST_REQUIRE(outcome.has_value(), result);
        BOOST_TEST(outcome->channels.empty());
        BOOST_TEST(outcome->without_channel.empty());
    }
    for (auto const* result : {"true", "7", R"("x")", R"("")", "0.5"})
        check_failure(call::parse_response(success(result)), protocol_errc::wrong_type, "result");
}

BOOST_AUTO_TEST_CASE(thousand_channels_fit_and_no_more) {
    auto const list = [](std::size_t count) {
        std::string result = "{";
        for (std::size_t i = 1; i <= count; ++i) {
            auto const id = std::to_string(i);
            result += (i == 1 ? "\"" : ",\"") + id + "\":" + channel_of(id);
        }
        return call::parse_response(success(result + "}"));
    };
    auto const full = list(1000);
    BOOST_TEST(full->channels.size() == 1000u);
    BOOST_TEST(full->warnings.empty());
    auto const over = list(1001);
    BOOST_TEST(over->channels.size() == 1000u);
    BOOST_TEST_REQUIRE(over->warnings.size() == 1u);
    BOOST_TEST(over->warnings[0].code == error_code(protocol_errc::too_many_public_channels));
}

BOOST_AUTO_TEST_CASE(thousand_users_without_a_channel_fit_and_no_more) {
    std::string result;
    for (int user = 1; user <= 1001; ++user) {
        result += user == 1 ? "{\"" : ",\"";
        result += std::to_string(user) + R"(":{"public_id":"","signature":""})";
    }
    auto const over = call::parse_response(success(result + "}"));
    BOOST_TEST(over->without_channel.size() == 1000u);
    BOOST_TEST_REQUIRE(over->warnings.size() == 1u);
    BOOST_TEST(over->warnings[0].code == error_code(protocol_errc::too_many_public_channels));
    BOOST_TEST(over->warnings[0].path == "result.1001");
}

BOOST_AUTO_TEST_CASE(refusals_are_the_server_s) {
    check_failure(call::parse_response(reply(400, R"({"error":"WRONG_AUTH_TYPE"})")),
                  server_errc::application_token_required);
    check_failure(call::parse_response(reply(400, R"({"error":"INVALID_FORMAT"})")),
                  server_errc::invalid_format);
    check_failure(call::parse_response(reply(500, R"({"error":"SERVER_ERROR"})")),
                  server_errc::not_configured);
}

BOOST_AUTO_TEST_SUITE_END()
