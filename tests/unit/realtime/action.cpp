#include <b24pull/realtime/action.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(action)

namespace {

using namespace b24pull::realtime;
using order = b24pull::realtime::action;

constexpr std::string_view sentinel = "5e171e1a90b2";

endpoint secret_url(std::string_view base) {
    return endpoint(std::string(base) + "?CHANNEL_ID=" + std::string(sentinel) + "%3A" +
                    std::string(sentinel) + "." + std::string(sentinel) +
                    "&binaryMode=true&clientId=" + std::string(sentinel) + "&revision=19");
}

std::vector<std::byte> secret_bytes() {
    std::vector<std::byte> out;
    for (char const c : sentinel) out.push_back(static_cast<std::byte>(c));
    return out;
}

struct row {
    order what;
    std::string_view line;
};

std::vector<row> rows() {
    return {
        {open_websocket{3, secret_url("wss://rt.example.com/subws/")},
         "open websocket 3 wss://rt.example.com/subws/"
         "?CHANNEL_ID=***&binaryMode=true&clientId=***&revision=19"},
        {open_websocket{4, endpoint("wss://rt.example.com/subws/?token=" + std::string(sentinel))},
         "open websocket 4 wss://rt.example.com/subws/?token=***"},
        {send_text{5, std::string(sentinel)}, "send text on websocket 5, 12 bytes"},
        {send_text{5, ""}, "send text on websocket 5, 0 bytes"},
        {send_binary{6, secret_bytes()}, "send binary on websocket 6, 12 bytes"},
        {send_ping{7}, "send ping on websocket 7"},
        {close_websocket{8}, "close websocket 8 with 1000"},
        {close_websocket{8, close_code::config_replaced}, "close websocket 8 with 3000"},
        {close_websocket{8, close_code::channel_expired}, "close websocket 8 with 3001"},
        {close_websocket{8, close_code::server_restarted}, "close websocket 8 with 3002"},
        {close_websocket{8, close_code::config_expired}, "close websocket 8 with 3003"},
        {close_websocket{8, close_code::stuck}, "close websocket 8 with 3005"},
        {start_poll{9, secret_url("https://rt.example.com/sub/")},
         "poll 9 https://rt.example.com/sub/?CHANNEL_ID=***&binaryMode=true&clientId=***&revision=19"},
        {cancel_poll{10}, "cancel poll 10"},
        {post_publication{11, secret_url("https://rt.example.com/pub/"), secret_bytes()},
         "post publication 11, 12 bytes https://rt.example.com/pub/"
         "?CHANNEL_ID=***&binaryMode=true&clientId=***&revision=19"},
        {fetch_config{config_reason::first}, "fetch configuration: first"},
        {fetch_config{config_reason::expires}, "fetch configuration: expires"},
        {fetch_config{config_reason::replaced}, "fetch configuration: replaced"},
        {fetch_config{config_reason::retry}, "fetch configuration: retry"},
        {fetch_config{config_reason::outdated}, "fetch configuration: outdated"},
        {session_stopped{}, "stopped"},
        {session_stopped{b24pull::usage_errc::insecure_url},
         "stopped: the address is clear text, which was not allowed"},
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(each_order_is_one_line) {
    std::vector<bool> seen(std::variant_size_v<order>);
    for (auto const& row : rows()) {
        BOOST_TEST(to_string(row.what) == row.line);
        seen[row.what.index()] = true;
    }
    for (std::size_t index = 0; index != seen.size(); ++index) BOOST_TEST(seen[index], index);
}

BOOST_AUTO_TEST_CASE(no_line_holds_a_secret_or_a_payload) {
    for (auto const& row : rows()) {
        auto const line = to_string(row.what);
        BOOST_TEST(line.find(sentinel.substr(0, 7)) == line.npos, line);
        BOOST_TEST(line.find('\n') == line.npos, line);
    }
}

BOOST_AUTO_TEST_CASE(largest_number_is_written_whole) {
    BOOST_TEST(to_string(send_ping{18446744073709551615u}) == "send ping on websocket 18446744073709551615");
}

BOOST_AUTO_TEST_CASE(defaults_name_no_operation) {
    BOOST_TEST(send_text().id == 0u);
    BOOST_TEST(send_text().text.empty());
    BOOST_TEST(send_binary().id == 0u);
    BOOST_TEST(send_binary().bytes.empty());
    BOOST_TEST(send_ping().id == 0u);
    BOOST_TEST(close_websocket().id == 0u);
    BOOST_TEST((close_websocket().code == close_code::normal));
    BOOST_TEST(cancel_poll().id == 0u);
    BOOST_TEST((fetch_config().reason == config_reason::first));
    BOOST_TEST(!session_stopped().why.failed());
}

BOOST_AUTO_TEST_SUITE_END()
