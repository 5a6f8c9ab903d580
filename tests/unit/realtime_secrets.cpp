#include <b24pull/realtime/decode.hpp>

#include "../support/rest_support.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/publish.hpp>
#include <b24pull/realtime/rpc_calls.hpp>
#include <b24pull/realtime/watch.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_secrets)

// Sentinels in everything that comes from outside; no text that may be printed holds one. What is data stays data: mid,
// params, extra, the words of a server.
namespace {

namespace realtime = b24pull::realtime;
using b24pull::secret;

/// A channel id, a JWT, a signature, a text with quotes and markers, and a number.
constexpr std::string_view sentinels[] = {
    "5e171e1a437d2336d4a88e4e9b3cd956:7cc478c89de71ec7.5e171e1742ca1e59",
    "eyJ5e171e1hbGciOi.eyJpc3MiOi5e171e1.5e171e1Z-k-r42ccu9",
    "5e171e1742ca1e59e263fee732a7dbe002889ba9",
    "5e171e1 \"\\<&>'%0a#!NGINXNMS!#5e171e1",
    "5171517151715171517151715171",
};

std::string_view needle(std::string_view sentinel) {
    return sentinel.starts_with("517") ? sentinel.substr(0, 12) : "5e171e1";
}

void check_text(std::string_view text, std::string_view sentinel) {
    if (rest_support::holds(text, needle(sentinel))) BOOST_TEST(false, "a sentinel in: " << text);
}
void check_code(b24pull::error_code const& code, std::string_view sentinel) {
    check_text(code.message(), sentinel);
    check_text(code.what(), sentinel);
}
void check_failure(b24pull::failure const& failed, std::string_view sentinel) {
    BOOST_TEST(failed.code().failed());
    check_text(failed.what(), sentinel);
    check_text(failed.path(), sentinel);
    check_code(failed.code(), sentinel);
    check_text(b24pull::failure_error(failed).what(), sentinel);
}
template <class T>
void check_refused(b24pull::result<T> const& outcome, std::string_view sentinel) {
    BOOST_TEST(outcome.has_error());
    if (outcome.has_error()) check_failure(outcome.error(), sentinel);
}

/// All that one may print of a payload. Gives how many parts were refused.
std::size_t check_decoded(realtime::decoded const& got, std::string_view sentinel) {
    for (auto const& part : got.refused) {
        check_text(part.path, sentinel);
        check_code(part.code, sentinel);
        BOOST_TEST(part.code.failed());
    }
    for (auto const& message : got.messages) {
        auto const number = message.params_as<int>();
        if (number.has_error()) check_failure(number.error(), sentinel);
    }
    for (auto const& answer : got.answers) {
        if (answer.error) check_failure(realtime::failure_of(*answer.error), sentinel);
        auto const seen = realtime::read_users_last_seen(answer);
        if (seen.has_error()) check_failure(seen.error(), sentinel);
    }
    return got.refused_count;
}

/// The payload whole and cut anywhere, as text and as a binary one.
std::size_t check_payload(std::string_view payload, std::string_view sentinel) {
    std::size_t refused = 0;
    for (std::size_t size = 0; size <= payload.size(); ++size) {
        auto const part = payload.substr(0, size);
        refused += check_decoded(realtime::decode_text(part), sentinel);
        refused += check_decoded(realtime::decode_binary(std::as_bytes(std::span(part))), sentinel);
    }
    return refused;
}

std::string quoted(std::string_view text) { return boost::json::serialize(boost::json::string(text)); }

/// Payloads of all kinds. `@` stands for the sentinel as a JSON string, `$` for its bare characters.
constexpr std::string_view templates[] = {
    R"(#!NGINXNMS!#{"mid":"1","channel":@,"tag":@,"time":@,"text":{"module_id":@,"command":@,"params":{@:@},"extra":[@]}}#!NGINXNME!#)",
    R"(#!NGINXNMS!#{"mid":@,"text":{"command":"c"}}#!NGINXNME!#)",
    R"(#!NGINXNMS!#{"mid":"1","text":{"module_id":{@:@}}}#!NGINXNME!#)",
    R"(#!NGINXNMS!#{"mid":"1","text":$}#!NGINXNME!#$#!NGINXNMS!#{@:1}#!NGINXNME!#)",
    R"(#!NGINXNMS!#{@:@,"text":@}#!NGINXNME!##!NGINXNMS!#$#!NGINXNME!#)",
    R"($)",
    R"([@,{"text":@},{"text":{"command":[@]}},{@:@},[@]])",
    R"({"module_id":@,"command":{@:1},"extra":{"sender":{"type":@,"id":@}}})",
    R"({"jsonrpc":"2.0","id":7,"error":{"code":@,"message":@,"data":{@:@}}})",
    R"({"jsonrpc":"2.0","id":@,"error":@})",
    R"({"jsonrpc":"2.0","id":7,"result":{@:@}})",
    R"({"jsonrpc":"2.0","id":7,"result":{"1":@}})",
    R"({"jsonrpc":"2.0","id":7,"result":@})",
    R"({"jsonrpc":"2.0","method":@,"params":@,"id":{@:@}})",
    R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":{@:@},"body":@}})",
    R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":@,"body":@}})",
    R"({"jsonrpc":"2.0","method":"incoming.message","params":{"body":{"command":[@]},"user_params":@,"dictionary":{@:@}}})",
    R"({"jsonrpc":@,@:@})",
};

std::string filled(std::string_view text, std::string_view sentinel) {
    std::string out;
    for (char const c : text)
        if (c == '@') out += quoted(sentinel);
        else if (c == '$') out += sentinel;
        else out += c;
    return out;
}

/// A protobuf field of bytes, shorter than 16,384.
std::string field(int number, std::string_view content) {
    std::string out{static_cast<char>(number << 3 | 2), static_cast<char>((content.size() & 127) | 128),
                    static_cast<char>(content.size() >> 7)};
    return out.append(content);
}

b24pull::config config_with(std::string_view sentinel) {
    b24pull::config out;
    out.server.version = 4;
    out.server.mode = b24pull::server_mode::shared;
    out.server.websocket_enabled = true;
    out.server.websocket_secure = "wss://rt.example.com/subws/?key=" + std::string(sentinel);
    out.server.long_polling_secure = "https://rt.example.com/sub/?CHANNEL_ID=";
    out.server.publish_secure = "https://rt.example.com/pub/";
    out.private_channel.emplace().id = secret(sentinel);
    out.shared_channel.emplace().id = secret("a" + std::string(sentinel));
    out.client_id = secret(sentinel);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(text_payloads_with_sentinels_print_none) {
    std::size_t refused = 0;
    for (auto const sentinel : sentinels)
        for (auto const text : templates) refused += check_payload(filled(text, sentinel), sentinel);
    BOOST_TEST(refused > 10000u);
}

BOOST_AUTO_TEST_CASE(binary_payloads_with_sentinels_print_none) {
    std::size_t refused = 0;
    for (auto const sentinel : sentinels)
        for (auto const& body :
             {std::string(sentinel), quoted(sentinel), "{" + quoted(sentinel),
              R"({"module_id":[)" + quoted(sentinel) + "]}", "{" + quoted(sentinel) + ":1}"}) {
            auto const message =
                field(1, sentinel) + field(2, body) + field(5, field(2, sentinel)) + field(99, sentinel);
            auto const stats = field(1, field(1, sentinel));
            auto const bytes = field(1, field(1, field(1, message)) + field(2, stats));
            for (std::size_t size = 0; size <= bytes.size(); ++size)
                refused += check_decoded(realtime::decode_binary(std::as_bytes(std::span(bytes).first(size))),
                                         sentinel);
        }
    BOOST_TEST(refused > 1000u);
}

BOOST_AUTO_TEST_CASE(urls_with_sentinels_print_none) {
    for (auto const sentinel : sentinels) {
        auto config = config_with(sentinel);
        auto const check = [&](b24pull::result<std::string> const& url) {
            BOOST_TEST_REQUIRE(url.has_value());
            BOOST_TEST(rest_support::holds(*url, needle(sentinel)));
            std::ostringstream printed;
            printed << realtime::endpoint(*url) << realtime::masked_url(*url)
                    << realtime::endpoint(*url).masked();
            check_text(printed.str(), sentinel);
            BOOST_TEST(rest_support::holds(printed.str(), "=***"));
        };
        for (int const version : {1, 4, 5}) {
            config.server.version = version;
            check(realtime::websocket_url(config));
            check(realtime::long_poll_url(config));
            check(realtime::publish_url(config, {.client_id_when_publishing = true}));
        }
        config.jwt = secret(sentinel);
        check(realtime::websocket_url(config));
        check(realtime::long_poll_url(config));
    }
}

BOOST_AUTO_TEST_CASE(masks_hold_whatever_the_query_looks_like) {
    for (auto const sentinel : sentinels) {
        std::string const s(sentinel.substr(0, sentinel.find_first_of("& "))); // a value ends there
        for (auto const& query :
             {"?" + s, "?&" + s, "?a=b&" + s, "?token=" + s, "?token==" + s, "?TOKEN=" + s,
              "?mid=1&CHANNEL_ID=" + s + "&revision=19", "?Mid=" + s, "?mid%20=" + s, "?&&=" + s,
              "?signature=" + s + "&", "?revision&token=" + s, "?=" + s})
            check_text(realtime::masked_url("wss://rt.example.com/" + query), sentinel);
    }
}

BOOST_AUTO_TEST_CASE(refused_addresses_print_none) {
    for (auto const sentinel : sentinels) {
        auto config = config_with(sentinel);
        config.client_id.reset();
        check_refused(realtime::websocket_url(config), sentinel);
        config = config_with(sentinel);
        config.server.websocket = config.server.websocket_secure;
        config.server.websocket.erase(2, 1); // ws://
        config.server.websocket_secure.clear();
        check_refused(realtime::websocket_url(config), sentinel);
        config.server.long_polling_secure += std::string(10000, 'x') + std::string(sentinel);
        check_refused(realtime::long_poll_url(config), sentinel);
        config.jwt = secret(std::string(10000, 'x').append(sentinel));
        check_refused(realtime::long_poll_url(config), sentinel);
    }
}

BOOST_AUTO_TEST_CASE(refused_calls_print_none) {
    for (auto const sentinel : sentinels) {
        std::string const s(sentinel);
        check_refused(realtime::receiver::make(s + "x", s), sentinel);
        check_refused(realtime::receiver::make("ab", s + "x"), sentinel);
        check_refused(realtime::receiver::parse(s + "x." + s), sentinel);
        realtime::publication message{
            .users = {1}, .module_id = s, .command = s + '\xff', .params = "{\"" + s};
        check_refused(realtime::publish_call(message, 1), sentinel);
        check_refused(realtime::publish_batch({&message, 1}, 1), sentinel);
        message.command = s;
        check_refused(realtime::publish_call(message, 1), sentinel);
        b24pull::public_channel known;
        known.user_id = 1;
        known.public_id = s + "x";
        known.signature = secret(s);
        known.end.instant = std::chrono::sys_seconds::max();
        check_refused(realtime::encode_publications({&message, 1}, {&known, 1}, {}), sentinel);
        realtime::watch_tags watch;
        check_refused(watch.add(std::string(2000, 'x') + s, {}), sentinel);
        check_text(realtime::read_close_code(realtime::code_in_text("4010: " + s)).text, sentinel);
    }
}

BOOST_AUTO_TEST_SUITE_END()
