// Watches how densely a session tries: attempts to connect by the delay tables, configurations by their pauses. The tables
// are written out here once more, so that the two can disagree.
#pragma once

#include "script.hpp"

#include <b24pull/realtime/event.hpp>
#include <b24pull/realtime/state.hpp>

#include <array>
#include <cstddef>
#include <string>

namespace simulation {

class retry_watch {
public:
    explicit retry_watch(unsigned policy)
        : policy_(policy)
        , first_(policy == 2 ? 0 : 1) {}

    /// A process begins.
    void begin() {
        row_ = first_;
        switched_ = refused_ = false;
        free_ = true;
        fetch_after_ = arrived_at_ = 0;
        failures_ = 0;
        opened_at_ = -1;
    }
    /// Something good came.
    void good() {
        row_ = 0;
        switched_ = refused_ = false;
    }
    void network_is_back() {
        row_ = first_;
        switched_ = refused_ = false;
        free_ = true;
        fetch_after_ = arrived_at_ + (arrived_at_ != 0 ? minute : 0);
    }

    template <class Fail>
    void lost(instant now, b24pull::realtime::connection_lost const& event, Fail fail) {
        using cause = b24pull::realtime::connection_lost::cause;
        ended(now);
        free_ = !event.retry_in || event.why == cause::config;
        if (free_) {
            refused_ = refused_ || event.why == cause::refused;
            return;
        }
        auto const wait = event.retry_in->count();
        auto const base = row(row_);
        if (event.why == cause::command && wait == second) {
            // a channel was replaced
        } else if (wait >= base && wait <= base + base / 5) {
            ++row_;
        } else if (!switched_ && wait == second) {
            switched_ = true;
            row_ = first_;
        } else {
            fail("waits " + std::to_string(wait) + " ms before attempt " + std::to_string(row_));
        }
        not_before_ = now + wait;
    }

    template <class Fail>
    void attempt(instant now, bool poll, b24pull::realtime::connection_state state, Fail fail) {
        if (state == b24pull::realtime::connection_state::probing) return;
        if (!free_ && now < not_before_) fail("an attempt too early");
        ended(now);
        if (poll && !polled_ && refused_ && !switched_) { // while a configuration was fetched
            switched_ = true;
            row_ = first_;
        }
        polled_ = poll;
    }
    void opened(instant now) { opened_at_ = now; }

    template <class Fail>
    void fetch(instant now, Fail fail) {
        if (now < fetch_after_) fail("asks for a configuration too early");
    }
    void fetched(instant now) {
        arrived_at_ = now;
        fetch_after_ = now + minute;
        failures_ = 0;
    }
    template <class Fail>
    void fetch_failed(instant now, b24pull::realtime::config_failed const& event, Fail fail) {
        auto const wait = event.retry_in ? event.retry_in->count() : -1;
        if (wait < row(++failures_)) fail("waits " + std::to_string(wait) + " ms for a configuration");
        fetch_after_ = now + wait;
    }

private:
    /// A connection that has lived long enough was good.
    void ended(instant now) {
        if (opened_at_ >= 0 && now - opened_at_ >= 30 * second) good();
        opened_at_ = -1;
    }
    instant row(unsigned number) const {
        struct table_row {
            unsigned from;
            instant delay;
        };
        constexpr std::array<std::array<table_row, 5>, 3> tables{{
            {{{0, 500}, {1, 15000}, {3, 45000}, {5, 600000}, {10, 3600000}}},
            {{{0, 500}, {1, 5000}, {3, 25000}, {5, 45000}, {10, 60000}}},
            {{{0, 100}, {1, 15000}, {2, 45000}, {5, 600000}, {10, 3600000}}},
        }};
        instant out = 0;
        for (auto const& each : tables[policy_])
            if (number >= each.from) out = each.delay;
        return out;
    }

    unsigned policy_;
    unsigned first_;
    unsigned row_ = first_;
    bool switched_ = false;
    bool polled_ = false;
    bool refused_ = false; // by a status that asks for a configuration
    bool free_ = true;     // a new configuration, or none: nothing to wait for
    instant not_before_ = 0;
    instant opened_at_ = -1;
    instant fetch_after_ = 0;
    instant arrived_at_ = 0;
    unsigned failures_ = 0;
};

} // namespace simulation
