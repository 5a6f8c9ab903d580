// The ready-made hosts against the loopback portal, over TLS: what a session promises has to hold over real sockets.
#include "situation.hpp"

#include <b24pull/adapters/curl.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/call.hpp>
#include <b24pull/rest/channel_public_list.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/resource.h>

BOOST_AUTO_TEST_SUITE(live_host)

namespace {

namespace realtime = b24pull::realtime;
using live::situation;
using live::way;
using std::chrono::milliseconds;
using std::chrono::seconds;
using complaints = std::vector<std::string>;

constexpr seconds patience{60};

void check(complaints const& all) {
    for (auto const& complaint : all) BOOST_ERROR(complaint);
    BOOST_TEST(all.empty());
}

b24pull::adapters::curl_transport portal_client() {
    b24pull::adapters::curl_options options;
    options.ca_file = B24PULL_CERTIFICATES_DIR "/ca.pem";
    return b24pull::adapters::curl_transport(options);
}

/// CPU time of this process, all threads.
std::chrono::microseconds cpu_time() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    auto const time = [](timeval const& t) {
        return seconds(t.tv_sec) + std::chrono::microseconds(t.tv_usec);
    };
    return time(usage.ru_utime) + time(usage.ru_stime);
}

/// How long the long test lasts.
seconds soak_time() {
    auto const* const given = std::getenv("B24PULL_SOAK_SECONDS");
    return seconds(given ? std::atol(given) : 20);
}

} // namespace

BOOST_AUTO_TEST_CASE(ten_thousand_events_arrive_once_through_faults) {
    check(live::each_way(live::ways(), [](way const& by) {
        situation s(by);
        s.listen();
        for (int round = 0; s.publish(250) < 10000; ++round) {
            if (round % 8 == 1) s.portal.control("cut");
            if (round % 8 == 4) s.portal.control("close?code=1001");
            if (round % 8 == 6) s.portal.control("cut?half=1");
            if (round == 20) {
                s.portal.control("refuse?count=1&status=503");
                s.portal.control("cut");
            }
            std::this_thread::sleep_for(milliseconds(150));
        }
        return s.complaints(patience);
    }));
}

BOOST_AUTO_TEST_CASE(channels_that_end_in_mid_stream_are_renewed) {
    check(live::each_way(live::ways(), [](way const& by) {
        situation s(by, {"--channel-life", "4"});
        s.listen();
        for (int round = 0; round != 60; ++round) {
            s.publish(5);
            std::this_thread::sleep_for(milliseconds(200));
        }
        return s.complaints(patience);
    }));
}

BOOST_AUTO_TEST_CASE(server_that_was_killed_is_returned_to) {
    check(live::each_way(live::ways(), [](way const& by) {
        situation s(by);
        s.listen();
        s.publish(100);
        auto const before = s.complaints(patience);
        s.portal.kill();
        std::this_thread::sleep_for(seconds(1));
        s.portal.start();
        s.publish(100); // nobody listens yet
        auto const after = s.complaints(patience);
        return before.empty() ? after : before;
    }));
}

BOOST_AUTO_TEST_CASE(snapshot_continues_in_another_session) {
    check(live::each_way(live::ways(), [](way const& by) {
        situation s(by);
        s.listen();
        for (int round = 0; round != 3; ++round) {
            s.publish(300);
            if (!s.stop()) return complaints{"not stopped"};
            s.publish(300);
            s.listen_again();
        }
        return s.complaints(patience);
    }));
}

BOOST_AUTO_TEST_CASE(publication_is_seen_by_those_it_is_for) {
    auto ways = live::ways();
    std::erase_if(ways, [](way const& by) {
        return by.version == 3 || (by.version == 5 && !by.websocket); // cannot publish
    });
    check(live::each_way(ways, [](way const& by) {
        situation s(by);
        s.listen();
        auto http = portal_client();
        auto const mine = b24pull::rest::call(
            http, s.portal.caller(), b24pull::rest::channel_public_list{.users = {1}, .application = true});
        if (!mine) return complaints{"no public channel: " + mine.error().what()};
        s.post([channels = mine->channels](realtime::session& session) {
            session.learn(channels);
            for (int n = 1; n != 11; ++n)
                static_cast<void>(session.publish(std::chrono::steady_clock::now(),
                                                  {.users = {1},
                                                   .module_id = "test",
                                                   .command = "number",
                                                   .params = R"({"n":)" + std::to_string(n) + '}',
                                                   .expiry = seconds(60)}));
        });
        bool const done = s.log.wait(
            [](live::told const& t) { return t.published == 10 && t.numbers.size() == 11; }, patience);
        auto told = s.log.now();
        std::ranges::sort(told.numbers); // what is posted by HTTP goes out side by side
        if (done && told.numbers == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
            return complaints{};
        complaints out{std::to_string(told.published) + " published, " +
                       std::to_string(told.numbers.size() - 1) + " came back"};
        for (auto const& line : told.lines) out.push_back(line.shown());
        return out;
    }));
}

BOOST_AUTO_TEST_CASE(event_of_the_portal_arrives) {
    check(live::each_way(live::ways(), [](way const& by) {
        situation s(by);
        s.listen();
        auto http = portal_client();
        for (int n = 1; n != 4; ++n) {
            auto const added =
                b24pull::rest::call(http, s.portal.caller(),
                                    b24pull::rest::application_event_add{
                                        .command = "number", .params = R"({"n":)" + std::to_string(n) + '}'});
            if (!added) return complaints{added.error().what()};
        }
        bool const done = s.log.wait([](live::told const& t) { return t.numbers.size() == 4; }, patience);
        return done && s.log.now().numbers == std::vector<std::int64_t>{0, 1, 2, 3} ? complaints{}
                                                                                    : complaints{"not seen"};
    }));
}

BOOST_AUTO_TEST_CASE(idle_host_sleeps) {
    std::chrono::microseconds used{0};
    check(live::each_way({live::ways().back()}, [&](way const& by) {
        situation s(by);
        s.listen();
        auto const before = cpu_time();
        std::this_thread::sleep_for(seconds(3));
        used = cpu_time() - before;
        return complaints{};
    }));
    BOOST_TEST_MESSAGE("CPU time of three idle seconds: " << used.count() << " us");
    BOOST_TEST(used.count() < 300000);
}

// A channel that ends while there is no connection takes what it has kept with it: so all that was sent has arrived when
// one ends here. All else, cuts in mid-stream and right behind the change, comes as it comes.
BOOST_AUTO_TEST_CASE(lives_of_channels_pass_with_faults) {
    check(live::each_way(live::ways(), [](way const& by) {
        situation s(by);
        s.listen();
        constexpr std::string_view kinds[] = {"shared", "private", "all"};
        auto const end = std::chrono::steady_clock::now() + soak_time();
        for (unsigned round = 1; std::chrono::steady_clock::now() < end; ++round) {
            s.publish(round % 7);
            if (round % 23 == 0) s.portal.control("cut");
            if (round % 37 == 0) s.portal.control("cut?half=1");
            if (round % 41 == 0) {
                if (auto const missing = s.complaints(patience); !missing.empty()) return missing;
                s.portal.control("channel_expire?kind=" + std::string(kinds[round / 41 % 3]));
            }
            std::this_thread::sleep_for(milliseconds(100));
        }
        return s.complaints(patience);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
