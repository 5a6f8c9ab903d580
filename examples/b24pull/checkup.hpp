// All steps of `check`, in their order. Each one that works is the ground of the next; what can still be told behind
// one that does not work is told.
#pragma once

#include "check_report.hpp"
#include "common_options.hpp"
#include "live_check.hpp"
#include "network.hpp"
#include "transport.hpp"

#include <b24pull/config.hpp>
#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/response_time.hpp>
#include <b24pull/result.hpp>

#include <optional>

namespace tool {

struct check_options {
    common_options common = {};
    /// Sends an event, to see it come.
    bool send_event = true;
    colour_choice colours = colour_choice::automatic;
};

class checkup {
public:
    explicit checkup(check_options const& options)
        : options_(options)
        , report_(palette(options.colours, stdout)) {}

    exit_code run();

private:
    using time_of_answer = std::optional<b24pull::rest::response_time>;

    void steps();
    bool check_address();
    bool check_way();
    std::optional<b24pull::rest::credentials> check_token();
    std::optional<b24pull::config> check_call(network& net, b24pull::rest::credentials const& who);
    void report_refusal(b24pull::failure const& why);
    void check_config(b24pull::config const& config);
    void check_clock(time_of_answer const& time);
    void check_live(b24pull::config const& config, b24pull::rest::credentials const& who);
    bool check_transport(b24pull::config const& config, transport which,
                         b24pull::rest::credentials const& who,
                         std::optional<event_receiver> const& receiver);
    void check_event(live_outcome const& outcome);

    check_options const& options_;
    check_report report_;
};

} // namespace tool
