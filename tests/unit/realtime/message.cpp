#include <b24pull/realtime/message.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(message)

namespace {

namespace json = boost::json;
namespace realtime = b24pull::realtime;
using std::chrono::milliseconds;
using wall_time = std::chrono::sys_time<milliseconds>;

realtime::message with_params(std::string_view params) {
    realtime::message out;
    out.params = params;
    return out;
}

realtime::message with_extra(std::string_view extra) {
    realtime::message out;
    out.extra = extra;
    return out;
}

struct deal {
    std::int64_t id;
    std::string title;
};

deal tag_invoke(json::value_to_tag<deal>, json::value const& value) {
    return {value.at("id").as_int64(), json::value_to<std::string>(value.at("title"))};
}

constexpr wall_time at(std::int64_t seconds, std::int64_t ms = 0) {
    return wall_time(milliseconds(seconds * 1000 + ms));
}

} // namespace

BOOST_AUTO_TEST_CASE(default_message_is_empty) {
    realtime::message const event;
    BOOST_TEST((event.mid + event.tag + event.time + event.module_id + event.command + event.rpc_id).empty());
    BOOST_TEST(event.params == "{}");
    BOOST_TEST(event.extra == "{}");
    BOOST_TEST((event.sender.type == realtime::sender_type::unknown));
    BOOST_TEST(event.sender.id.empty());
    BOOST_TEST((event.params_value() == json::value(json::object())));
    BOOST_TEST((event.extra_value() == json::value(json::object())));
}

BOOST_AUTO_TEST_CASE(empty_list_of_php_and_null_become_the_empty_object) {
    for (std::string_view const text : {"[]", "[ ]", " [\n] ", "null", "{}"}) {
        BOOST_TEST((with_params(text).params_value() == json::value(json::object())), text);
        BOOST_TEST((with_extra(text).extra_value() == json::value(json::object())), text);
    }
}

BOOST_AUTO_TEST_CASE(other_values_stay_what_they_are) {
    for (std::string_view const text :
         {R"({"a":[],"b":null})", "[1]", "[[]]", "[null]", "7", "0", "false", R"("")", R"("x")", "1.5"}) {
        BOOST_TEST((with_params(text).params_value() == json::parse(text)), text);
        BOOST_TEST((with_extra(text).extra_value() == json::parse(text)), text);
    }
}

// The text was checked against the limit of whoever decoded it, which may be larger than Boost.JSON's own.
BOOST_AUTO_TEST_CASE(params_may_be_as_deep_as_the_decoder_lets_them) {
    constexpr std::size_t depth = b24pull::detail::json_scanner::deepest;
    auto const deep = with_params(std::string(depth, '[') + std::string(depth, ']'));
    std::size_t levels = 0;
    auto const value = deep.params_value();
    for (auto const* at = &value; at->is_array(); at = &at->get_array().front()) {
        ++levels;
        if (at->get_array().empty()) break;
    }
    BOOST_TEST(levels == depth);
}

BOOST_AUTO_TEST_CASE(params_convert_to_the_types_of_the_program) {
    auto const one = with_params(R"({"id":7,"title":"\u0434a"})").params_as<deal>();
    BOOST_TEST_REQUIRE(one.has_value());
    BOOST_TEST(one->id == 7);
    BOOST_TEST(one->title == "\xd0\xb4"
                             "a");
    BOOST_TEST((*with_params(R"({"a":1,"b":2})").params_as<std::map<std::string, int>>() ==
                std::map<std::string, int>{{"a", 1}, {"b", 2}}));
    BOOST_TEST((*with_params("[3,4]").params_as<std::vector<int>>() == std::vector<int>{3, 4}));
    BOOST_TEST((with_params("[]").params_as<std::map<std::string, int>>()->empty()));
}

BOOST_AUTO_TEST_CASE(params_of_another_shape_fail_with_a_path) {
    for (std::string_view const text : {"[1]", R"({"id":"7","title":"a"})", R"({"title":"a"})", "7", "[]"}) {
        auto const failed = with_params(text).params_as<deal>();
        BOOST_TEST_REQUIRE(failed.has_error(), text);
        BOOST_TEST(failed.error().path() == "params");
        BOOST_TEST(failed.error().code().failed());
    }
}

BOOST_AUTO_TEST_CASE(server_time_is_read_from_the_extras) {
    struct row {
        std::string_view extra;
        std::optional<double> seconds;
    };
    constexpr row rows[] = {
        {R"({"server_time_unix":1774965918.25})", 1774965918.25},
        {R"({"server_time":"2026-03-31T17:05:18+03:00","server_time_unix":1774965918,"server_name":"x"})",
         1774965918.0},
        {R"({"server_time_unix":1774965918e0})", 1774965918.0},
        {R"({"server\u005ftime_unix":5})", 5.0},
        {R"( { "server_time_unix" : 5 } )", 5.0},
        {R"({"server_time_unix":1,"server_time_unix":2})", 2.0},
        {R"({"server_time_unix":0})", {}},
        {R"({"server_time_unix":0.0})", {}},
        {R"({"server_time_unix":-5})", {}},
        {R"({"server_time_unix":1e999})", {}},
        {R"({"server_time_unix":null})", {}},
        {R"({"server_time_unix":false})", {}},
        {R"({"server_time_unix":{}})", {}},
        {R"({"inner":{"server_time_unix":5}})", {}},
        {R"({"server_time":5})", {}},
        {"{}", {}},
        {"[]", {}},
        {R"(["server_time_unix",5])", {}},
        {"null", {}},
        {"", {}},
    };
    for (auto const& row : rows) BOOST_TEST((with_extra(row.extra).server_time() == row.seconds), row.extra);
}

BOOST_AUTO_TEST_CASE(age_counts_from_the_servers_clock) {
    auto const event = with_extra(R"({"server_time_unix":1000.25})");
    struct row {
        wall_time now;
        milliseconds shift;
        double seconds;
    };
    constexpr row rows[] = {
        {at(1000, 250), milliseconds(0), 0},
        {at(1240, 250), milliseconds(0), 240},
        {at(1001), milliseconds(0), 0.75},
        {at(1010, 250), milliseconds(4000), 6}, // our clock is ahead
        {at(1010, 250), milliseconds(-4000), 14},
        {at(1000), milliseconds(0), 0}, // never negative
        {at(0), milliseconds(0), 0},
        {at(1002, 250), milliseconds(3000), 0},
    };
    for (auto const& row : rows) {
        auto const age = event.age(row.now, row.shift);
        BOOST_TEST_REQUIRE(age.has_value());
        BOOST_TEST(age->count() == row.seconds, boost::test_tools::tolerance(1e-9));
    }
    BOOST_TEST(event.age(at(1001))->count() == 0.75, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(!with_extra("{}").age(at(1000)).has_value());
}

BOOST_AUTO_TEST_CASE(clock_shift_is_rounded_down_to_seconds) {
    constexpr std::chrono::sys_seconds server{std::chrono::seconds{1000}};
    static_assert(realtime::clock_shift(at(1000), server) == milliseconds(0));
    static_assert(realtime::clock_shift(at(1000, 999), server) == milliseconds(0));
    static_assert(realtime::clock_shift(at(1002, 1), server) == milliseconds(2000));
    static_assert(realtime::clock_shift(at(999, 999), server) == milliseconds(-1000));
    static_assert(realtime::clock_shift(at(997), server) == milliseconds(-3000));
    BOOST_TEST((realtime::clock_shift(at(1001), server) == milliseconds(1000)));
}

BOOST_AUTO_TEST_CASE(message_moves_with_its_texts) {
    auto from = with_params(std::string(100, '1'));
    from.mid = "14";
    from.sender = {realtime::sender_type::client, "7c"};
    auto const to = std::move(from);
    BOOST_TEST(to.params.size() == 100u);
    BOOST_TEST(to.mid == "14");
    BOOST_TEST((to.sender.type == realtime::sender_type::client));
    BOOST_TEST(to.sender.id == "7c");
}

BOOST_AUTO_TEST_SUITE_END()
