#include <b24pull/realtime/session_options.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

BOOST_AUTO_TEST_SUITE(session_options)

namespace {

namespace realtime = b24pull::realtime;

} // namespace

BOOST_AUTO_TEST_CASE(times_are_those_of_the_protocol) {
    realtime::session_options const options;
    struct row {
        std::string_view what;
        std::chrono::milliseconds value;
        long long expected; // ms
    };
    row const rows[] = {
        {"open_limit", options.open_limit, 20'000},
        {"settled_after", options.settled_after, 30'000},
        {"ping_wait", options.ping_wait, 20'000},
        {"silence_limit", options.silence_limit, 270'000},
        {"own_ping_after", options.own_ping_after, 130'000},
        {"earliest_return", options.earliest_return, 600'000},
        {"latest_return", options.latest_return, 1'800'000},
        {"poll_limit", options.poll_limit, 60'000},
        {"poll_pause", options.poll_pause, 1'000},
        {"poll_settled_after", options.poll_settled_after, 5'000},
        {"refresh_ahead", options.refresh_ahead, 300'000},
        {"refresh_pause", options.refresh_pause, 60'000},
        {"earliest_reload", options.earliest_reload, 10'000},
        {"latest_reload", options.latest_reload, 120'000},
        {"replaced_pause", options.replaced_pause, 1'000},
        {"offline_told_after", options.offline_told_after, 5'000},
        {"resume_overlap", options.resume_overlap, 0},
        {"history", options.history, 86'400'000},
        {"publication_wait", options.publication_wait, 30'000},
        {"publication_grace", options.publication_grace, 2'000},
        {"post_limit", options.post_limit, 20'000},
        {"answer_limit", options.answer_limit, 5'000},
    };
    for (auto const& row : rows) BOOST_TEST(row.value.count() == row.expected, row.what);
}

BOOST_AUTO_TEST_CASE(counts_are_those_of_the_protocol) {
    realtime::session_options const options;
    BOOST_TEST(options.remembered_ids == 256u);
    BOOST_TEST(options.failures_before_polling == 4u);
    BOOST_TEST(options.queued_publications == 100u);
}

BOOST_AUTO_TEST_CASE(connections_are_safe_and_slow_to_come_back) {
    realtime::session_options const options;
    BOOST_TEST((options.backoff == realtime::backoff_policy::sdk));
    BOOST_TEST((options.endpoint.clear == b24pull::clear_text::refused));
    BOOST_TEST((options.endpoint.format == realtime::payload_format::binary));
    BOOST_TEST(options.endpoint.revision == 19);
    BOOST_TEST(options.limits.payload == b24pull::limits::payload);
    BOOST_TEST(options.limits.messages == b24pull::limits::messages);
}

// A dead link is found before the silence limit, and a server's ping every 120 s makes ours needless.
BOOST_AUTO_TEST_CASE(limits_of_silence_fit_each_other) {
    realtime::session_options const options;
    BOOST_TEST((options.own_ping_after > std::chrono::seconds(120)));
    BOOST_TEST((options.own_ping_after < options.silence_limit));
    BOOST_TEST((options.silence_limit > std::chrono::seconds(240)));
    BOOST_TEST((options.poll_limit > std::chrono::seconds(40)));
}

BOOST_AUTO_TEST_SUITE_END()
