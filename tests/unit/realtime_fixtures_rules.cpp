#include <b24pull/realtime/backoff.hpp>

#include "../support/realtime_fixtures.hpp"

#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/long_poll.hpp>
#include <b24pull/realtime/rpc_calls.hpp>
#include <b24pull/realtime/watch.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_rules)

namespace {

using namespace realtime_fixtures;
using realtime::backoff_policy;
using realtime::remedy;
using kind = realtime::poll_answer::kind;
using time_point = realtime::watch_tags::time_point;

unsigned number_of(std::string_view digits) {
    return static_cast<unsigned>(std::strtoul(std::string(digits).c_str(), nullptr, 10));
}

/// All attempts from the first to the last have that delay.
void check_range(backoff_policy policy, unsigned first, unsigned last, double seconds) {
    for (auto attempt = first; attempt <= last; ++attempt)
        BOOST_TEST(realtime::backoff_delay(policy, attempt, 0).count() == seconds, "attempt " << attempt);
}

/// The named header of an HTTP answer written as text.
std::string header_of(std::string const& answer, std::string_view name) {
    auto const at = answer.find("\r\n" + std::string(name) + ": ");
    if (at == answer.npos) return {};
    auto const begin = at + name.size() + 4;
    return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

struct poll_row {
    std::string_view name;
    kind what;
    realtime::payload_kind payload = realtime::payload_kind::text;
    realtime::remedy remedy = realtime::remedy::reconnect;
    std::string_view last_id = {};
};

constexpr poll_row poll_rows[] = {
    {"server200Binary", kind::payload, realtime::payload_kind::binary},
    {"server200Text", kind::payload},
    {"server200Empty", kind::payload},
    {"server304WithLastId", kind::unchanged, realtime::payload_kind::text, remedy::reconnect,
     "14526134350000000000320146"},
    {"server304EmptyLastId", kind::unchanged},
    {"server304ForeignExpires", kind::unchanged},
    {"server304NginxModule", kind::unchanged},
    {"server400WrongChannel", kind::refused, realtime::payload_kind::text, remedy::refetch_config},
    {"server429TooMany", kind::refused},
    {"server403", kind::refused, realtime::payload_kind::text, remedy::refetch_config},
    {"server413", kind::refused},
    {"server502", kind::refused},
};

} // namespace

BOOST_AUTO_TEST_CASE(delays_are_those_of_the_tables) {
    if (!available()) return;
    auto const vectors = json_of("backoff-vectors.json");
    std::size_t compared = 0;
    for (auto const& row : vectors.at("sdk").as_array())
        for (auto const& [attempt, seconds] : row.at("secondsByAttempt").as_object()) {
            auto const delay = realtime::backoff_delay(backoff_policy::sdk, number_of(attempt),
                                                       row.at("random").to_number<double>());
            BOOST_TEST(delay.count() == seconds.to_number<double>(), boost::test_tools::tolerance(1e-12));
            ++compared;
        }
    BOOST_TEST(compared == 39u);

    auto const& browser = vectors.at("browser25Connector").at("baseSeconds");
    auto const base = [&](char const* name) { return browser.at(name).to_number<double>(); };
    BOOST_TEST(browser.as_object().size() == 5u);
    check_range(backoff_policy::browser, 0, 0, base("<1"));
    check_range(backoff_policy::browser, 1, 2, base("<3"));
    check_range(backoff_policy::browser, 3, 4, base("<5"));
    check_range(backoff_policy::browser, 5, 9, base("<10"));
    check_range(backoff_policy::browser, 10, 20, base(">=10"));
    BOOST_TEST(realtime::backoff_delay(backoff_policy::browser, 3, 0.5).count() == 27.5);

    auto const& documented = vectors.at("documentation").at("secondsByErrorNumber");
    auto const error = [&](char const* name) { return documented.at(name).to_number<double>(); };
    BOOST_TEST(documented.as_object().size() == 5u);
    check_range(backoff_policy::documentation, 0, 0, error("1")); // the first error is attempt 0
    check_range(backoff_policy::documentation, 1, 1, error("2"));
    check_range(backoff_policy::documentation, 2, 4, error("3-5"));
    check_range(backoff_policy::documentation, 5, 9, error("5-10"));
    check_range(backoff_policy::documentation, 10, 20, error(">10"));
    BOOST_TEST(realtime::backoff_delay(backoff_policy::documentation, 3, 0.9).count() == error("3-5"));

    for (auto const& sample : vectors.at("sdkWrongChannelRestart").at("samples").as_array())
        BOOST_TEST(realtime::refetch_delay(sample.at("random").to_number<double>()).count() ==
                   sample.at("seconds").to_number<double>());
}

BOOST_AUTO_TEST_CASE(fixed_delays_are_those_listed) {
    if (!available()) return;
    auto const vectors = json_of("backoff-vectors.json");
    auto const seconds = [&](char const* name) {
        return std::chrono::seconds(vectors.at("fixedDelaysSeconds").at(name).as_int64());
    };
    realtime::rpc_calls calls;
    BOOST_TEST(calls.start(time_point()).has_value());
    BOOST_TEST((calls.poll_timeout() == time_point() + seconds("rpcAnswer")));
    BOOST_TEST((realtime::watch_tags::interval == seconds("watchExtend")));
    BOOST_TEST((realtime::watch_tags::soon == seconds("watchExtendForced")));
}

BOOST_AUTO_TEST_CASE(close_codes_are_known) {
    if (!available()) return;
    auto const vectors = json_of("close-codes.json");
    std::map<unsigned, remedy> const remedies{{4010, remedy::refetch_config},
                                              {4011, remedy::resume_afresh},
                                              {4029, remedy::reconnect}}; // others answer what we sent
    std::size_t known = 0;
    for (auto const& [code, words] : vectors.at("server").as_object()) {
        BOOST_TEST_CONTEXT(code) {
            auto const reason = realtime::read_close_code(number_of(code));
            auto const at = remedies.find(number_of(code));
            BOOST_TEST(reason.code == number_of(code));
            BOOST_TEST(!reason.text.empty());
            BOOST_TEST((reason.remedy == (at == remedies.end() ? remedy::report_to_sender : at->second)));
            BOOST_TEST(realtime::code_in_text(std::string(code) + ": " + text_of(words)) == number_of(code));
            ++known;
        }
    }
    BOOST_TEST(known == std::size(realtime::detail::close_reasons));
    for (auto const& [code, words] : vectors.at("client").as_object())
        if (code != "4010")
            BOOST_TEST((realtime::read_close_code(number_of(code)).remedy == remedy::reconnect));
}

BOOST_AUTO_TEST_CASE(reasons_that_we_send_are_among_those_listed) {
    if (!available()) return;
    auto const vectors = json_of("close-codes.json");
    for (auto const& [code, words] : vectors.at("clientReasonTexts").as_object()) {
        auto const ours = realtime::reason_text(static_cast<realtime::close_code>(number_of(code)));
        bool found = words.is_string() && text_of(words) == ours;
        if (words.is_array())
            for (auto const& one : words.as_array()) found = found || text_of(one) == ours;
        if (code == "1000") BOOST_TEST(ours == ""); // theirs tell of a page's life
        else BOOST_TEST(found, code << ' ' << ours);
    }
}

BOOST_AUTO_TEST_CASE(statuses_of_codes_ask_for_what_the_codes_ask_for) {
    if (!available()) return;
    auto const vectors = json_of("close-codes.json");
    auto const& statuses = vectors.at("httpStatusOfCode");
    BOOST_TEST(statuses.at("other").as_int64() == 400);
    BOOST_TEST((realtime::remedy_of_status(400) == realtime::read_close_code(4010).remedy));
    auto const too_many = statuses.at("4029").to_number<unsigned>();
    BOOST_TEST((realtime::remedy_of_status(too_many) == realtime::read_close_code(4029).remedy));
    auto const fine = statuses.at("4000").to_number<unsigned>();
    BOOST_TEST((realtime::read_poll_answer({.status = fine}).what == kind::payload));
}

BOOST_AUTO_TEST_CASE(every_answer_to_a_poll_is_understood) {
    if (!available()) return;
    auto const vectors = json_of("long-poll-responses.json");
    auto const& responses = vectors.at("responses").as_object();
    BOOST_TEST(responses.size() == std::size(poll_rows));
    for (auto const& row : poll_rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const answer = text_of(responses.at(row.name));
            auto const type = header_of(answer, "Content-Type"), id = header_of(answer, "Last-Message-Id"),
                       expires = header_of(answer, "Expires");
            auto const got = realtime::read_poll_answer({number_of(answer.substr(9, 3)), type, id, expires});
            BOOST_TEST((got.what == row.what));
            BOOST_TEST((got.payload == row.payload));
            BOOST_TEST((got.remedy == row.remedy));
            BOOST_TEST(got.last_message_id == row.last_id);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
