#include <b24pull/realtime/decode.hpp>
#include <b24pull/realtime/publish.hpp>

#include "../../support/protobuf_bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(publish_refused)

// What is refused before it is sent, at version 4 and later: each with its own error, at its limit and beyond.
namespace {

using b24pull::error_code;
using b24pull::public_channel;
using b24pull::secret;
using b24pull::usage_errc;
using b24pull::realtime::publication;
using b24pull::realtime::receiver;
using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds now{1760441027s};
constexpr std::size_t mib = 1024 * 1024;

std::vector<receiver> receivers(std::size_t count) { return {count, *receiver::make("cc", "")}; }

/// Users 1 and 2; 3 has ended, 4 has no usable id.
std::vector<public_channel> known() {
    std::vector<public_channel> out(4);
    for (std::size_t i = 0; i != 4; ++i) {
        out[i].user_id = static_cast<std::int64_t>(i) + 1;
        out[i].public_id = i == 3 ? "xyz" : "a1";
        out[i].end.instant = now + (i == 2 ? 0s : 1s);
    }
    return out;
}

error_code binary(std::vector<publication> const& messages) {
    auto const out = b24pull::realtime::encode_publications(messages, known(), now);
    return out ? error_code() : out.error().code();
}
error_code batch(std::vector<publication> const& messages) {
    auto const out = b24pull::realtime::publish_batch(messages, 1);
    return out ? error_code() : out.error().code();
}
error_code call(publication const& message) {
    auto const out = b24pull::realtime::publish_call(message, 1);
    return out ? error_code() : out.error().code();
}

publication const good{.channels = receivers(1), .command = "c"};

/// All ways of publishing refuse the message so, alone and behind a good one.
void check(publication const& message, error_code const& expected) {
    BOOST_TEST(binary({message}) == expected);
    BOOST_TEST(binary({good, message}) == expected);
    BOOST_TEST(call(message) == expected);
    BOOST_TEST(batch({message}) == expected);
    BOOST_TEST(batch({good, message}) == expected);
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

} // namespace

BOOST_AUTO_TEST_CASE(messages_are_one_to_a_hundred) {
    for (auto const way : {binary, batch}) {
        BOOST_TEST(way({}) == error_code(usage_errc::no_messages));
        BOOST_TEST(way({good}) == error_code());
        BOOST_TEST(way(std::vector<publication>(100, good)) == error_code());
        BOOST_TEST(way(std::vector<publication>(101, good)) == error_code(usage_errc::too_many_messages));
    }
}

BOOST_AUTO_TEST_CASE(receivers_are_one_to_a_hundred_users_included) {
    std::vector<std::int64_t> const fifty(50, 1), hundred(100, 2), more(101, 1);
    check({}, usage_errc::no_receivers);
    check({.channels = receivers(100)}, {});
    check({.channels = receivers(101)}, usage_errc::too_many_receivers);
    check({.users = hundred}, {});
    check({.users = more}, usage_errc::too_many_receivers);
    check({.users = fifty, .channels = receivers(50)}, {});
    check({.users = fifty, .channels = receivers(51)}, usage_errc::too_many_receivers);
}

BOOST_AUTO_TEST_CASE(users_need_a_channel_that_lives_at_version_4) {
    for (std::int64_t const user : {3, 5, 0, -1}) {
        BOOST_TEST(binary({{.users = {1, user}}}) == error_code(usage_errc::unknown_receiver));
        BOOST_TEST(binary({good, {.users = {user}}}) == error_code(usage_errc::unknown_receiver));
    }
    BOOST_TEST(binary({{.users = {4}}}) == error_code(usage_errc::invalid_receiver));
    BOOST_TEST(call({.users = {3, 4, 5}}) == error_code());
}

BOOST_AUTO_TEST_CASE(users_have_positive_ids_at_version_5) {
    BOOST_TEST(call({.users = {1}}) == error_code());
    for (std::int64_t const user : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN}) {
        BOOST_TEST(call({.users = {1, user}}) == error_code(usage_errc::invalid_user_id));
        BOOST_TEST(batch({good, {.users = {user}}}) == error_code(usage_errc::invalid_user_id));
    }
}

BOOST_AUTO_TEST_CASE(texts_are_utf8) {
    for (std::string const bad :
         {"\xff", "a\xc3", "\xc3\x28", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"})
        BOOST_TEST_CONTEXT(bad.size()) {
            check({.channels = receivers(1), .module_id = bad}, usage_errc::invalid_text);
            check({.channels = receivers(1), .command = "c" + bad}, usage_errc::invalid_text);
            check({.channels = receivers(1), .params = "[\"" + bad + "\"]"}, usage_errc::invalid_params);
        }
}

BOOST_AUTO_TEST_CASE(params_are_an_object_or_an_array) {
    for (std::string const bad : {"null", "true", "1", "\"{}\"", " ", "{", "[1,]", "{\"a\":}", "{} {}", "{}x",
                                  "{'a':1}", "x", "{\"a\":1"})
        BOOST_TEST_CONTEXT(bad) check({.channels = receivers(1), .params = bad}, usage_errc::invalid_params);
    check({.channels = receivers(1), .params = std::string("{}\0", 3)}, usage_errc::invalid_params);
    check({.channels = receivers(1), .params = nested(28)}, {});
    check({.channels = receivers(1), .params = nested(29)}, usage_errc::invalid_params);
}

BOOST_AUTO_TEST_CASE(deepest_params_are_read_by_every_receiver) {
    auto const body = R"({"module_id":"m","params":)" + nested(b24pull::limits::publish_depth) + '}';
    std::string const call =
        R"({"jsonrpc":"2.0","method":"incoming.message","params":{"body":)" + body + "}}";
    for (auto const& payload :
         {body, R"({"text":)" + body + '}', R"([{"text":)" + body + "}]", call, '[' + call + ']'})
        BOOST_TEST(b24pull::realtime::decode_text(payload).messages.size() == 1u, payload);
}

BOOST_AUTO_TEST_CASE(expiry_has_32_bits) {
    check({.channels = receivers(1), .expiry = -1s}, usage_errc::invalid_expiry);
    check({.channels = receivers(1), .expiry = std::chrono::seconds::min()}, usage_errc::invalid_expiry);
    check({.channels = receivers(1), .expiry = 0s}, {});
    check({.channels = receivers(1), .expiry = 4294967295s}, {});
    check({.channels = receivers(1), .expiry = 4294967296s}, usage_errc::invalid_expiry);
    check({.channels = receivers(1), .expiry = std::chrono::seconds::max()}, usage_errc::invalid_expiry);
}

BOOST_AUTO_TEST_CASE(request_has_at_most_one_mib) {
    // The size of the whole is that of the text and the same for all texts of nearly a mebibyte.
    auto const message = [](std::size_t size) {
        return publication{.channels = receivers(1), .command = std::string(size, 'x')};
    };
    auto const text = mib - 1000;
    auto const sized = [&](auto const& way) { return way(message(text)) - text; };

    auto const in_binary = sized([](publication const& each) {
        return b24pull::realtime::encode_publications({&each, 1}, {}, now)->size();
    });
    BOOST_TEST(binary({message(mib - in_binary)}) == error_code());
    BOOST_TEST(binary({message(mib - in_binary + 1)}) == error_code(usage_errc::request_too_large));

    auto const in_call =
        sized([](publication const& each) { return b24pull::realtime::publish_call(each, 1)->size(); });
    BOOST_TEST(call(message(mib - in_call)) == error_code());
    BOOST_TEST(call(message(mib - in_call + 1)) == error_code(usage_errc::request_too_large));

    auto const in_batch = sized([](publication const& each) {
        return b24pull::realtime::publish_batch({&each, 1}, 1)->size();
    });
    BOOST_TEST(in_batch == in_call + 2);
    BOOST_TEST(batch({message(mib - in_batch)}) == error_code());
    BOOST_TEST(batch({message(mib - in_batch + 1)}) == error_code(usage_errc::request_too_large));
}

BOOST_AUTO_TEST_CASE(messages_that_fit_alone_may_be_too_large_together) {
    publication const half{.channels = receivers(1), .command = std::string(mib / 2, 'x')};
    BOOST_TEST(binary({half}) == error_code());
    BOOST_TEST(binary({half, half}) == error_code(usage_errc::request_too_large));
    BOOST_TEST(batch({half}) == error_code());
    BOOST_TEST(batch({half, half}) == error_code(usage_errc::request_too_large));
}

BOOST_AUTO_TEST_CASE(statistics_are_asked_for_one_to_a_hundred_channels) {
    auto const asked = [](std::size_t count) {
        auto const out = b24pull::realtime::encode_channel_stats_request(receivers(count));
        return out ? error_code() : out.error().code();
    };
    BOOST_TEST(asked(0) == error_code(usage_errc::no_receivers));
    BOOST_TEST(asked(1) == error_code());
    BOOST_TEST(asked(100) == error_code());
    BOOST_TEST(asked(101) == error_code(usage_errc::too_many_receivers));
}

BOOST_AUTO_TEST_SUITE_END()
