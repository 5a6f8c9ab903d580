// The bridge of the examples with a real Redis: whichever process leads, and however it ends, each event is in the stream
// once and in order.
#define BOOST_TEST_MODULE redis_bridge

#include "../../support/child_process.hpp"
#include "../../support/portal_process.hpp"

#include <event_store.hpp>
#include <redis.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <csignal>

BOOST_AUTO_TEST_SUITE(redis_bridge)

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds patience{30};

/// A folder that lives as long as the object.
struct scratch_folder {
    std::filesystem::path path;

    scratch_folder() {
        auto name = (std::filesystem::temp_directory_path() / "b24pull-redis-XXXXXX").string();
        BOOST_TEST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~scratch_folder() { std::filesystem::remove_all(path); }
};

bool within(seconds time, std::function<bool()> const& holds) {
    for (auto const end = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < end;) {
        if (holds()) return true;
        std::this_thread::sleep_for(milliseconds(20));
    }
    return holds();
}

struct situation {
    scratch_folder folder;
    std::string socket = (folder.path / "redis.sock").string();
    std::optional<support::child_process> server;
    support::portal_process portal{{"--server-version", "4"}};
    std::optional<examples::redis> redis;
    std::int64_t published = 0;

    situation() {
        ::setenv("B24PULL_TOKEN", "token-of-an-administrator", 1);
        start_redis();
    }

    void start_redis() {
        server.emplace(std::vector<std::string>{B24PULL_REDIS_SERVER, "--port", "0", "--unixsocket", socket,
                                                "--dir", folder.path.string(), "--save", "", "--appendonly",
                                                "yes", "--appendfsync", "always", "--logfile", "redis.log"});
        BOOST_TEST_REQUIRE(within(patience, [this] {
            try {
                redis.emplace(socket);
                return redis->command({"PING"}).text.has_value();
            } catch (examples::redis_error const&) {
                return false; // not up yet
            }
        }));
    }

    std::unique_ptr<support::child_process> bridge() const {
        return std::make_unique<support::child_process>(std::vector<std::string>{
            B24PULL_REDIS_BRIDGE, "--portal", portal.url(), "--ca-file", B24PULL_CERTIFICATES_DIR "/ca.pem",
            "--redis", socket, "--name", "{test}", "--leadership", "1"});
    }

    void publish(std::int64_t count) {
        portal.control("publish?count=" + std::to_string(count) + "&from=" + std::to_string(published));
        published += count;
    }

    std::int64_t length() { return redis->command({"XLEN", "{test}:events"}).number; }

    /// The process that leads, by its name in Redis: "bridge PID-…".
    pid_t leader() {
        auto const name = redis->command({"GET", "{test}:leader"}).text;
        return name ? static_cast<pid_t>(std::atol(name->substr(name->find(' ') + 1).c_str())) : 0;
    }

    /// A first event, until one has arrived: a session without a place in history cannot resume.
    void begin() {
        BOOST_TEST_REQUIRE(within(patience, [this] {
            auto const connections = portal.control("statistics");
            auto const counted = boost::json::parse(connections).at("connections").to_number<int>();
            return counted > 0;
        }));
        publish(1);
        BOOST_TEST_REQUIRE(within(patience, [this] { return length() == 1; }));
    }

    /// All that was published is in the stream, once and in order.
    void check() {
        bool const all = within(patience, [this] { return length() >= published; });
        std::this_thread::sleep_for(milliseconds(500)); // what comes twice comes later
        BOOST_TEST(all, length() << " events of " << published);
        auto const text = redis->command({"EVAL", R"(
            local out = {}
            for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
                for i = 1, #entry[2], 2 do
                    if entry[2][i] == 'params' then out[#out + 1] = entry[2][i + 1] end
                end
            end
            return table.concat(out, '\n'))",
                                          "1", "{test}:events"});
        std::istringstream lines(text.text.value_or(""));
        std::int64_t place = 0;
        for (std::string line; std::getline(lines, line); ++place)
            BOOST_TEST_REQUIRE(boost::json::parse(line).at("n").to_number<std::int64_t>() == place);
        BOOST_TEST(place == published);
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(leaders_that_are_killed_are_replaced_without_loss_or_duplicates) {
    situation s;
    std::vector<std::unique_ptr<support::child_process>> bridges;
    bridges.push_back(s.bridge());
    bridges.push_back(s.bridge());
    s.begin();
    for (int round = 0; round != 5; ++round) {
        for (int i = 0; i != 4; ++i) {
            s.publish(100);
            std::this_thread::sleep_for(milliseconds(20 * round));
        }
        auto const leader = s.leader();
        for (auto& bridge : bridges)
            if (bridge->pid() == leader) bridge = s.bridge(); // kills the old one
        s.publish(100);
        BOOST_TEST_REQUIRE(within(patience, [&] { return s.leader() != 0 && s.leader() != leader; }));
    }
    s.check();
    for (auto& bridge : bridges) bridge->signal(SIGTERM);
    for (auto& bridge : bridges) BOOST_TEST(bridge->wait(patience) == 0);
}

BOOST_AUTO_TEST_CASE(leader_that_sleeps_and_wakes_up_writes_nothing_more) {
    situation s;
    auto const first = s.bridge();
    s.begin();
    BOOST_TEST_REQUIRE(s.leader() == first->pid());
    auto const second = s.bridge();
    first->signal(SIGSTOP);
    s.publish(200);
    BOOST_TEST_REQUIRE(within(patience, [&] { return s.leader() == second->pid(); }));
    s.publish(200);
    BOOST_TEST_REQUIRE(within(patience, [&] { return s.length() >= s.published; }));
    first->signal(SIGCONT); // it has 400 events in its socket, and believes that it leads
    s.publish(200);
    s.check();
}

BOOST_AUTO_TEST_CASE(leader_that_wakes_up_when_nobody_leads_begins_anew) {
    situation s;
    auto const first = s.bridge();
    s.begin();
    BOOST_TEST_REQUIRE(s.leader() == first->pid());
    first->signal(SIGSTOP);
    BOOST_TEST_REQUIRE(within(patience, [&] { return s.leader() == 0; }));
    auto const second = s.bridge();
    BOOST_TEST_REQUIRE(within(patience, [&] { return s.leader() == second->pid(); }));
    s.publish(5);
    BOOST_TEST_REQUIRE(within(patience, [&] { return s.length() == s.published; }));
    second->signal(SIGTERM);
    BOOST_TEST(second->wait(patience) == 0);
    BOOST_TEST_REQUIRE(s.leader() == 0);
    first->signal(SIGCONT); // it has the five events in its socket, and believes that it leads
    s.publish(1);
    s.check();
}

BOOST_AUTO_TEST_CASE(leadership_that_has_run_out_is_not_renewed) {
    situation s;
    examples::store_options const options{
        .address = s.socket, .name = "{test}", .leadership = milliseconds(300)};
    examples::event_store first(options, "first"), second(options, "second");
    BOOST_TEST(!first.go_on());
    BOOST_TEST_REQUIRE(first.lead());
    BOOST_TEST(first.go_on());
    BOOST_TEST_REQUIRE(within(patience, [&] { return second.lead(); }));
    BOOST_TEST(!first.go_on());
    second.step_down();
    BOOST_TEST(!first.go_on());
    BOOST_TEST(first.lead());
}

BOOST_AUTO_TEST_CASE(append_of_one_that_does_not_lead_any_more_is_refused) {
    situation s;
    examples::store_options const options{
        .address = s.socket, .name = "{test}", .leadership = milliseconds(300)};
    examples::event_store first(options, "first"), second(options, "second");
    std::vector<b24pull::realtime::message> const events(1);
    BOOST_TEST_REQUIRE(first.lead());
    BOOST_TEST(!second.lead());
    BOOST_TEST(first.append(events, "snapshot 1"));
    BOOST_TEST_REQUIRE(within(patience, [&] { return second.lead(); }));
    BOOST_TEST(!first.append(events, "snapshot 2"));
    BOOST_TEST(!first.lead());
    BOOST_TEST(s.length() == 1);
    BOOST_TEST((second.snapshot() == "snapshot 1"));
    BOOST_TEST(second.append(events, "snapshot 3"));
    BOOST_TEST(s.length() == 2);
}

BOOST_AUTO_TEST_CASE(leader_that_is_told_to_stop_hands_over_at_once) {
    situation s;
    auto first = s.bridge();
    s.begin();
    auto const second = s.bridge();
    s.publish(300);
    first->signal(SIGTERM);
    BOOST_TEST(first->wait(patience) == 0);
    s.publish(300);
    s.check();
    BOOST_TEST(s.leader() == second->pid());
}

BOOST_AUTO_TEST_CASE(redis_that_is_gone_for_a_while_costs_nothing) {
    situation s;
    auto const bridge = s.bridge();
    s.begin();
    s.publish(200);
    BOOST_TEST_REQUIRE(within(patience, [&] { return s.length() == s.published; }));
    s.server.reset(); // killed: it has written down what it said it had
    s.publish(200);
    std::this_thread::sleep_for(seconds(1));
    s.start_redis();
    s.publish(200);
    s.check();
}

BOOST_AUTO_TEST_SUITE_END()
