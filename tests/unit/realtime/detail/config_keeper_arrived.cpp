#include <b24pull/realtime/detail/config_keeper.hpp>

#include "../../../support/endpoint_config.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_keeper_arrived)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::config;
using realtime::config_reason;
using realtime::config_state;
using realtime::timer;
using realtime::detail::session_core;
using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds wall{1760441027s};

config good_for(std::chrono::seconds lifetime) {
    auto out = support::endpoint_config();
    out.private_channel->end.instant = wall + lifetime;
    out.shared_channel->end.instant = wall + lifetime;
    return out;
}

struct desk {
    session_core core;
    realtime::detail::config_keeper keeper = {};

    explicit desk(std::uint64_t seed = 11)
        : core({}, seed) {
        core.now = session_core::time_point(1'000'000s);
    }
    std::vector<config_reason> asked() {
        std::vector<config_reason> out;
        while (auto const order = core.actions.pop())
            out.push_back(std::get<realtime::fetch_config>(*order).reason);
        return out;
    }
    void pass(std::chrono::milliseconds time) {
        core.now += time;
        keeper.timeout(core);
    }
    bool usable_in(std::chrono::milliseconds time) {
        auto later = core;
        later.now += time;
        return keeper.usable(later);
    }
    /// When it asks again without being told, from now on.
    std::chrono::milliseconds until_asked() {
        auto const next = core.timers.next();
        return next ? std::chrono::duration_cast<std::chrono::milliseconds>(*next - core.now) : 0ms;
    }
};

using reasons = std::vector<config_reason>;

} // namespace

BOOST_AUTO_TEST_CASE(what_arrives_is_held_asked_for_or_not) {
    desk asked_for, delayed, unasked;
    asked_for.keeper.need_to_connect(asked_for.core);
    delayed.keeper.need(delayed.core, config_reason::replaced, 20s);
    for (auto* const d : {&asked_for, &delayed, &unasked}) {
        d->asked();
        BOOST_TEST(!d->keeper.arrived(d->core, wall, good_for(12h)));
        BOOST_TEST((d->keeper.state() == config_state::held));
        BOOST_TEST_REQUIRE(d->keeper.get());
        BOOST_TEST(d->keeper.get()->server.hostname == "portal.example.com");
        BOOST_TEST(d->keeper.usable(d->core));
        d->pass(1h);
        BOOST_TEST(d->asked().empty()); // the delay is over, and nothing is wanted any more
    }
}

BOOST_AUTO_TEST_CASE(calls_are_those_of_version_5) {
    for (int const version : {1, 3, 4, 5, 6}) {
        desk d;
        auto fetched = good_for(12h);
        fetched.server.version = version;
        d.keeper.arrived(d.core, wall, fetched);
        BOOST_TEST(d.keeper.is_rpc() == (version >= 5), version);
    }
}

BOOST_AUTO_TEST_CASE(configuration_ends_with_what_ends_first) {
    struct row {
        std::string_view what;
        std::chrono::seconds private_, shared, expires;
    };
    constexpr row rows[] = {{"private", 1h, 2h, 3h}, {"shared", 2h, 1h, 3h}, {"expiry", 3h, 2h, 1h}};
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            desk d;
            auto fetched = good_for(0s);
            fetched.private_channel->end.instant = wall + row.private_;
            fetched.shared_channel->end.instant = wall + row.shared;
            fetched.expires_at = wall + row.expires;
            d.keeper.arrived(d.core, wall, fetched);
            BOOST_TEST(d.usable_in(3599999ms));
            BOOST_TEST(!d.usable_in(1h));
            BOOST_TEST(d.until_asked().count() >= 3600000 - 600000);
            BOOST_TEST(d.until_asked().count() <= 3600000 - 300000);
        }
}

BOOST_AUTO_TEST_CASE(next_one_is_asked_for_5_to_10_minutes_ahead) {
    std::chrono::milliseconds least = 24h, most = 0ms;
    for (std::uint64_t seed = 0; seed != 300; ++seed) {
        desk d(seed);
        d.keeper.arrived(d.core, wall, good_for(12h));
        auto const ahead = 12h - d.until_asked();
        BOOST_TEST_REQUIRE((ahead >= 5min && ahead <= 10min), ahead.count());
        least = (std::min)(least, ahead);
        most = (std::max)(most, ahead);
        d.pass(d.until_asked() - 1ms);
        BOOST_TEST(d.asked().empty());
        d.pass(1ms);
        BOOST_TEST((d.asked() == reasons{config_reason::expires}));
        BOOST_TEST(d.keeper.usable(d.core)); // the connection stays
        d.pass(12h);
        BOOST_TEST(d.asked().empty());
    }
    BOOST_TEST((least < 5min + 15s));
    BOOST_TEST((most > 10min - 15s));
}

BOOST_AUTO_TEST_CASE(short_lived_one_is_renewed_after_a_pause) {
    for (auto const lifetime : {1s, 59s, 61s, 300s, 360s}) BOOST_TEST_CONTEXT(lifetime.count()) {
            desk d;
            d.keeper.arrived(d.core, wall, good_for(lifetime));
            BOOST_TEST((d.until_asked() == 1min));
        }
}

BOOST_AUTO_TEST_CASE(one_without_an_end_is_renewed_after_a_year) {
    desk d;
    auto fetched = good_for(0s);
    fetched.private_channel->end.instant = b24pull::detail::end_of_time;
    fetched.shared_channel.reset();
    d.keeper.arrived(d.core, wall, fetched);
    BOOST_TEST(d.usable_in(24h * 365 - 1ms));
    BOOST_TEST(!d.usable_in(24h * 365));
}

BOOST_AUTO_TEST_CASE(one_that_has_ended_is_asked_for_again_later_each_time) {
    desk d;
    constexpr std::chrono::milliseconds least[] = {1min, 1min, 1min, 1min, 10min, 10min};
    for (auto const delay : least) {
        BOOST_TEST(!d.keeper.arrived(d.core, wall + 1h, good_for(1h)));
        BOOST_TEST(!d.keeper.usable(d.core));
        BOOST_TEST_REQUIRE(d.keeper.get());
        BOOST_TEST((d.keeper.state() == config_state::waiting));
        BOOST_TEST((d.until_asked() >= delay && d.until_asked() <= delay * 6 / 5), d.until_asked().count());
        d.pass(d.until_asked());
        BOOST_TEST((d.asked() == reasons{config_reason::outdated}));
    }
    d.keeper.arrived(d.core, wall, good_for(1h)); // good, and so the count begins anew
    d.pass(10min);
    d.keeper.arrived(d.core, wall + 1h, good_for(1h));
    BOOST_TEST((d.until_asked() == 1min));
}

BOOST_AUTO_TEST_CASE(discarded_one_is_held_and_not_used) {
    desk d;
    d.keeper.arrived(d.core, wall, good_for(12h));
    d.keeper.discard(d.core);
    BOOST_TEST(!d.keeper.usable(d.core));
    BOOST_TEST_REQUIRE(d.keeper.get());
    d.keeper.arrived(d.core, wall, good_for(12h));
    BOOST_TEST(d.keeper.usable(d.core));
}

BOOST_AUTO_TEST_CASE(new_one_leads_elsewhere_when_its_addresses_or_channels_differ) {
    struct row {
        std::string_view what;
        std::function<void(config&)> change;
        bool moved;
    };
    row const rows[] = {
        {"nothing", [](config&) {}, false},
        {"ends", [](config& c) { c.shared_channel->end.instant += 1h; }, false},
        {"expiry", [](config& c) { c.expires_at = wall + 2h; }, false},
        {"publishing", [](config& c) { c.server.publish_secure = "https://pub.example.com/"; }, false},
        {"private channel", [](config& c) { c.private_channel->id = b24pull::secret("x:y.z"); }, true},
        {"shared channel", [](config& c) { c.shared_channel->id = b24pull::secret("x.y"); }, true},
        {"no shared channel", [](config& c) { c.shared_channel.reset(); }, true},
        {"token", [](config& c) { c.jwt = b24pull::secret("aa.bb.cc"); }, true},
        {"version", [](config& c) { c.server.version = 5; }, true},
        {"WebSocket", [](config& c) { c.server.websocket_secure = "wss://rt2.example.com/subws/"; }, true},
        {"long polling", [](config& c) { c.server.long_polling_secure = "https://rt2.example.com/"; }, true},
        {"WebSocket is off", [](config& c) { c.server.websocket_enabled = false; }, true},
        {"clear address", [](config& c) { c.server.websocket = "ws://rt2.example.com/subws/"; }, false},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            desk d;
            d.keeper.arrived(d.core, wall, good_for(12h));
            auto next = good_for(12h);
            row.change(next);
            BOOST_TEST(d.keeper.arrived(d.core, wall, next) == row.moved);
            BOOST_TEST(!d.keeper.arrived(d.core, wall, next));
        }
}

BOOST_AUTO_TEST_CASE(wall_time_is_reckoned_from_the_last_configuration) {
    desk d;
    d.keeper.arrived(d.core, wall + 999ms, good_for(12h));
    BOOST_TEST((d.keeper.wall_at(d.core.now) == wall));
    BOOST_TEST((d.keeper.wall_at(d.core.now + 1ms) == wall + 1s));
    BOOST_TEST((d.keeper.wall_at(d.core.now + 1h) == wall + 1h));
    BOOST_TEST((d.keeper.wall_at(d.core.now - 1s) == wall - 1s));
    d.pass(1h);
    d.keeper.arrived(d.core, wall + 2h, good_for(12h));
    BOOST_TEST((d.keeper.wall_at(d.core.now) == wall + 2h));
}

BOOST_AUTO_TEST_CASE(replaced_channel_prolongs_what_it_ended) {
    desk d;
    auto fetched = good_for(12h);
    fetched.shared_channel->end.instant = wall + 1h;
    d.keeper.arrived(d.core, wall, fetched);
    auto next = support::channel_with_id("new.channel");
    next.end.instant = wall + 6h;
    d.keeper.replace_shared(d.core, next);
    BOOST_TEST(d.keeper.get()->shared_channel->id.reveal() == "new.channel");
    BOOST_TEST(d.keeper.get()->private_channel->id.reveal() == "a:b.c");
    BOOST_TEST(d.usable_in(6h - 1ms));
    BOOST_TEST(!d.usable_in(6h));
}

BOOST_AUTO_TEST_CASE(replaced_channel_that_ends_sooner_ends_the_configuration_sooner) {
    desk d;
    d.keeper.arrived(d.core, wall, good_for(12h));
    auto next = support::channel_with_id("new.channel");
    next.end.instant = wall + 6h;
    d.keeper.replace_shared(d.core, next);
    BOOST_TEST(d.usable_in(6h - 1ms));
    BOOST_TEST(!d.usable_in(6h));
}

BOOST_AUTO_TEST_SUITE_END()
