#include <b24pull/realtime/presence.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(presence)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;
using realtime::last_seen;
using realtime::sender_type;
using realtime::user_status;
using std::chrono::seconds;

realtime::message status_event(std::string_view params) {
    realtime::message out;
    out.module_id = "online";
    out.command = "userStatusChange";
    out.params = params;
    out.sender.type = sender_type::backend;
    return out;
}

void check_error(b24pull::failure const& failed, b24pull::error_code const& code) {
    BOOST_TEST((failed.code() == code), failed.what());
}

} // namespace

BOOST_AUTO_TEST_CASE(status_of_a_user_is_read) {
    BOOST_TEST(
        (realtime::read_user_status(status_event(R"({"user_id":7,"online":true})")) == user_status{7, true}));
    BOOST_TEST((realtime::read_user_status(status_event(
                    R"({ "online" : false , "x":1, "user_id" : "7" })")) == user_status{7, false}));
    BOOST_TEST(
        (realtime::read_user_status(status_event(R"({"user_id":1,"online":true})")) == user_status{1, true}));
    for (auto const* online : {"1", R"("1")", R"("Y")"})
        BOOST_TEST((realtime::read_user_status(status_event(
                        R"({"user_id":7,"online":)" + std::string(online) + '}')) == user_status{7, true}));
    auto event = status_event(R"({"user_id":7,"online":true})");
    event.sender.type = sender_type::unknown;
    BOOST_TEST(realtime::read_user_status(event).has_value());
}

BOOST_AUTO_TEST_CASE(params_that_name_no_user_or_no_status_are_nothing) {
    for (auto const* params :
         {"{}", "[]", "null", "7", R"(["user_id",7])", R"({"user_id":7})", R"({"online":true})",
          R"({"user_id":0,"online":true})", R"({"user_id":-7,"online":true})",
          R"({"user_id":null,"online":true})", R"({"user_id":7.5,"online":true})",
          R"({"user_id":"x","online":true})", R"({"user_id":[7],"online":true})",
          R"({"user_id":99999999999999999999,"online":true})", R"({"user_id":7,"online":null})",
          R"({"user_id":7,"online":"maybe"})", R"({"user_id":7,"online":2})", R"({"user_id":7,"online":{}})",
          R"({"data":{"user_id":7,"online":true}})"})
        BOOST_TEST(!realtime::read_user_status(status_event(params)).has_value(), params);
}

BOOST_AUTO_TEST_CASE(only_the_backend_tells_of_users) {
    auto event = status_event(R"({"user_id":7,"online":true})");
    event.sender.type = sender_type::client;
    BOOST_TEST(!realtime::read_user_status(event).has_value());
}

BOOST_AUTO_TEST_CASE(other_events_are_no_status) {
    for (auto const* module_id : {"", "pull", "onlin", "online2"}) {
        auto event = status_event(R"({"user_id":7,"online":true})");
        event.module_id = module_id;
        BOOST_TEST(!realtime::read_user_status(event).has_value(), module_id);
    }
    for (auto const* command : {"", "userstatuschange", "userStatusChanges", "list"}) {
        auto event = status_event(R"({"user_id":7,"online":true})");
        event.command = command;
        BOOST_TEST(!realtime::read_user_status(event).has_value(), command);
    }
}

BOOST_AUTO_TEST_CASE(calls_are_written_as_the_official_client_does) {
    BOOST_TEST(*realtime::subscribe_status_call(7, 3) ==
               R"({"jsonrpc":"2.0","method":"subscribeStatusChange","params":{"userId":7},"id":3})");
    BOOST_TEST(*realtime::unsubscribe_status_call(7, 4) ==
               R"({"jsonrpc":"2.0","method":"unsubscribeStatusChange","params":{"userId":7},"id":4})");
    BOOST_TEST(*realtime::users_last_seen_call(std::vector<std::int64_t>{1, 20}, 2) ==
               R"({"jsonrpc":"2.0","method":"getUsersLastSeen","params":{"userList":[1,20]},"id":2})");
    BOOST_TEST(*realtime::users_last_seen_call(std::vector<std::int64_t>{5}, 2) ==
               R"({"jsonrpc":"2.0","method":"getUsersLastSeen","params":{"userList":[5]},"id":2})");
}

BOOST_AUTO_TEST_CASE(calls_need_users) {
    for (std::int64_t const user : {0, -7}) {
        check_error(realtime::subscribe_status_call(user, 1).error(), usage_errc::invalid_user_id);
        check_error(realtime::unsubscribe_status_call(user, 1).error(), usage_errc::invalid_user_id);
        check_error(realtime::users_last_seen_call(std::vector<std::int64_t>{1, user}, 1).error(),
                    usage_errc::invalid_user_id);
    }
    check_error(realtime::users_last_seen_call({}, 1).error(), usage_errc::no_users);
    std::vector<std::int64_t> const crowd(b24pull::limits::http_body / 2, 7);
    check_error(realtime::users_last_seen_call(crowd, 1).error(), usage_errc::request_too_large);
    BOOST_TEST(realtime::users_last_seen_call(std::span(crowd).first(crowd.size() - 100), 1).has_value());
}

BOOST_AUTO_TEST_CASE(seconds_since_users_were_seen_are_read) {
    struct row {
        std::string_view result;
        std::vector<last_seen> seen;
    };
    row const rows[] = {
        {R"({"1":0})", {{1, seconds(0)}}},
        {R"({ "20" : 35 , "3":"7" })", {{20, seconds(35)}, {3, seconds(7)}}},
        {R"({"1":999999999999999999})", {{1, seconds(999999999999999999)}}},
        {"{}", {}},
        {"[]", {}},
        {" [ \n] ", {}},
    };
    for (auto const& row : rows) {
        auto const seen = realtime::read_users_last_seen({1, std::string(row.result), {}});
        BOOST_TEST_REQUIRE(seen.has_value(), row.result);
        BOOST_TEST((*seen == row.seen), row.result);
    }
}

BOOST_AUTO_TEST_CASE(answers_of_another_shape_are_refused) {
    struct row {
        std::string_view result;
        protocol_errc code;
    };
    using enum protocol_errc;
    constexpr row rows[] = {
        {R"({"1":-1})", out_of_range},
        {R"({"1":"-1"})", out_of_range},
        {R"({"1":null})", wrong_type},
        {R"({"1":true})", wrong_type},
        {R"({"1":1.5})", wrong_type},
        {R"({"1":"x"})", wrong_type},
        {R"({"1":[]})", wrong_type},
        {R"({"1":99999999999999999999})", wrong_type},
        {R"({"x":1})", wrong_type},
        {R"({"":1})", wrong_type},
        {R"({"0":1})", wrong_type},
        {R"({"-1":1})", wrong_type},
        {R"({"1":1,"x":1})", wrong_type},
        {R"({"x":1,"1":1})", wrong_type},
        {"[1]", wrong_type},
        {"[[]]", wrong_type},
        {"[{}]", wrong_type},
        {"null", wrong_type},
        {"true", wrong_type},
        {"7", wrong_type},
        {R"("")", wrong_type},
        {"", wrong_type},
    };
    for (auto const& row : rows) {
        auto const seen = realtime::read_users_last_seen({1, std::string(row.result), {}});
        BOOST_TEST_CONTEXT(row.result) {
            BOOST_TEST(seen.has_error());
            if (!seen.has_error()) continue;
            check_error(seen.error(), row.code);
            BOOST_TEST(seen.error().path() == "result");
        }
    }
}

BOOST_AUTO_TEST_CASE(refusal_of_the_server_is_a_failure) {
    auto const seen =
        realtime::read_users_last_seen({1, "", realtime::rpc_error{-32601, "Method not found"}});
    BOOST_TEST_REQUIRE(seen.has_error());
    check_error(seen.error(), server_errc::method_not_found);
    BOOST_TEST(seen.error().reply()->description == "Method not found");
}

BOOST_AUTO_TEST_CASE(server_is_told_of_the_first_watcher_and_the_last) {
    realtime::status_subscriptions watched;
    BOOST_TEST(*watched.add(7));
    BOOST_TEST(!*watched.add(7));
    BOOST_TEST(!*watched.add(7));
    BOOST_TEST(*watched.add(8));
    BOOST_TEST(!watched.remove(7));
    BOOST_TEST(!watched.remove(7));
    BOOST_TEST(watched.remove(7));
    BOOST_TEST(!watched.remove(7));
    BOOST_TEST(!watched.remove(9));
    BOOST_TEST((watched.users() == std::vector<std::int64_t>{8}));
    BOOST_TEST(*watched.add(7)); // the first one again
}

BOOST_AUTO_TEST_CASE(watched_users_are_listed_in_ascending_order) {
    realtime::status_subscriptions watched;
    BOOST_TEST(watched.users().empty());
    for (std::int64_t const user : {30, 4, 100, 4}) BOOST_TEST(watched.add(user).has_value());
    BOOST_TEST((watched.users() == std::vector<std::int64_t>{4, 30, 100}));
}

BOOST_AUTO_TEST_CASE(watched_users_are_bounded) {
    realtime::status_subscriptions watched;
    for (std::int64_t const user : {0, -7})
        check_error(watched.add(user).error(), usage_errc::invalid_user_id);
    constexpr auto most = static_cast<std::int64_t>(b24pull::limits::pending_calls);
    for (std::int64_t user = 1; user <= most; ++user) BOOST_TEST_REQUIRE(*watched.add(user));
    check_error(watched.add(most + 1).error(), usage_errc::too_many_calls);
    BOOST_TEST(!watched.remove(most + 1)); // it left no trace
    BOOST_TEST(!*watched.add(most));       // one more for a known one
    BOOST_TEST(watched.remove(1));
    BOOST_TEST(*watched.add(most + 1));
}

BOOST_AUTO_TEST_SUITE_END()
