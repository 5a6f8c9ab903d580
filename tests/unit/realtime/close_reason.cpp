#include <b24pull/realtime/close_reason.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <set>
#include <string_view>

BOOST_AUTO_TEST_SUITE(close_reason)

namespace {

namespace realtime = b24pull::realtime;
using realtime::close_code;
using realtime::remedy;

} // namespace

BOOST_AUTO_TEST_CASE(codes_and_words_that_we_send_are_those_of_the_official_client) {
    struct row {
        close_code code;
        unsigned number;
        std::string_view text;
    };
    constexpr row rows[] = {
        {close_code::normal, 1000, ""},
        {close_code::config_replaced, 3000, "config was replaced"},
        {close_code::channel_expired, 3001, "channel expired received"},
        {close_code::server_restarted, 3002, "server was restarted"},
        {close_code::config_expired, 3003, "config expired"},
        {close_code::stuck, 3005, "connection stuck"},
    };
    for (auto const& row : rows) {
        BOOST_TEST(static_cast<unsigned>(row.code) == row.number);
        BOOST_TEST(realtime::reason_text(row.code) == row.text);
        BOOST_TEST(row.text.size() <= 123u); // what a close frame can carry
    }
    BOOST_TEST(realtime::reason_text(static_cast<close_code>(3999)) == "");
}

BOOST_AUTO_TEST_CASE(codes_of_the_server_have_a_remedy_and_words) {
    std::set<std::string_view> words;
    for (unsigned code = 4010; code != 4030; ++code) {
        auto const reason = realtime::read_close_code(code);
        BOOST_TEST_CONTEXT(code) {
            BOOST_TEST(reason.code == code);
            auto const expected = code == 4010                   ? remedy::refetch_config
                                  : code == 4011                 ? remedy::resume_afresh
                                  : code >= 4012 && code <= 4021 ? remedy::report_to_sender
                                                                 : remedy::reconnect;
            BOOST_TEST((reason.remedy == expected));
            BOOST_TEST(reason.text.empty() == (code > 4021 && code != 4029));
            if (!reason.text.empty()) BOOST_TEST(words.insert(reason.text).second);
        }
    }
    BOOST_TEST(words.size() == 13u);
}

BOOST_AUTO_TEST_CASE(all_other_codes_mean_to_connect_again) {
    for (unsigned const code : {0u,     1u,
                                1000u,  1001u,
                                1002u,  1005u,
                                1006u,  1007u,
                                1008u,  1009u,
                                1011u,  1012u,
                                1013u,  1015u,
                                3000u,  3003u,
                                4000u,  4009u,
                                4030u,  4999u,
                                14010u, std::numeric_limits<unsigned>::max()}) {
        auto const reason = realtime::read_close_code(code);
        BOOST_TEST(reason.code == code);
        BOOST_TEST((reason.remedy == remedy::reconnect), code);
        BOOST_TEST(reason.text == "");
    }
    static_assert(realtime::read_close_code(4010).remedy == remedy::refetch_config);
}

BOOST_AUTO_TEST_CASE(refusals_told_as_text_begin_with_their_code) {
    struct row {
        std::string_view text;
        unsigned code;
    };
    constexpr row rows[] = {
        {"4010: Wrong Channel Id.", 4010},
        {"4029: Too many connections.", 4029},
        {"4012:", 4012},
        {"1000:x", 1000},
        {"0000: x", 0},
        {"", 0},
        {"4", 0},
        {":", 0},
        {"4010", 0},
        {"4010 : x", 0},
        {"401: x", 0},
        {"40100: x", 0},
        {" 4010: x", 0},
        {"x010: y", 0},
        {"401x: y", 0},
        {"+401: y", 0},
        {"-401: y", 0},
        {"40 1: y", 0},
        {"Wrong Channel Id.", 0},
        {"Channel id is not correct.", 0},
        {"Note: 4010: x", 0},
    };
    for (auto const& row : rows) BOOST_TEST(realtime::code_in_text(row.text) == row.code, row.text);
    BOOST_TEST(realtime::code_in_text(std::string_view("4010: x").substr(0, 4)) ==
               0u); // nothing behind the view
}

BOOST_AUTO_TEST_CASE(statuses_about_channels_and_tokens_ask_for_a_new_configuration) {
    for (unsigned status = 0; status != 1000; ++status) {
        bool const refused = status == 400 || status == 401 || status == 403 || status == 404;
        BOOST_TEST(
            (realtime::remedy_of_status(status) == (refused ? remedy::refetch_config : remedy::reconnect)),
            status);
    }
}

BOOST_AUTO_TEST_CASE(refusal_is_known_by_its_text_before_its_status) {
    using b24pull::realtime::read_refusal, b24pull::realtime::remedy;
    BOOST_TEST(read_refusal(400, "4012: Public Channel Id is Required.").code == 4012u);
    BOOST_TEST(
        (read_refusal(400, "4012: Public Channel Id is Required.").remedy == remedy::report_to_sender));
    BOOST_TEST((read_refusal(400, "4010: Wrong Channel Id.").remedy == remedy::refetch_config));
    BOOST_TEST(read_refusal(400, "Bad Request").code == 400u);
    BOOST_TEST((read_refusal(400, "Bad Request").remedy == remedy::refetch_config));
    BOOST_TEST((read_refusal(502, "").remedy == remedy::reconnect));
}

BOOST_AUTO_TEST_SUITE_END()
