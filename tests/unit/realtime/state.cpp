#include <b24pull/realtime/state.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(state)

// The tables written a second time, by names: who changes a transition has to mean it.
namespace {

namespace realtime = b24pull::realtime;
using realtime::config_input;
using realtime::config_state;
using realtime::connection_input;
using realtime::connection_state;
using realtime::next_state;

constexpr std::array<std::string_view, 9> connection_states{"idle",        "awaiting_config", "connecting",
                                                            "open",        "polling",         "probing",
                                                            "backing_off", "offline",         "stopped"};
constexpr std::array<std::string_view, 12> connection_inputs{
    "start",       "use_websocket", "use_polling",  "opened",       "lost",        "poll_lost",
    "config_lost", "probe",         "probe_failed", "host_offline", "host_online", "stop"};
constexpr std::array<std::string_view, 4> config_states{"none", "fetching", "waiting", "held"};
constexpr std::array<std::string_view, 5> config_inputs{"needed", "needed_later", "arrived", "failed", "due"};

struct row {
    std::string_view from;
    std::string_view input;
    std::string_view to;
};

constexpr row connection_rows[] = {
    {"idle", "start", "awaiting_config"},
    {"idle", "stop", "stopped"},
    {"awaiting_config", "use_websocket", "connecting"},
    {"awaiting_config", "use_polling", "polling"},
    {"awaiting_config", "host_offline", "offline"},
    {"awaiting_config", "stop", "stopped"},
    {"connecting", "opened", "open"},
    {"connecting", "lost", "backing_off"},
    {"connecting", "config_lost", "awaiting_config"},
    {"connecting", "host_offline", "offline"},
    {"connecting", "stop", "stopped"},
    {"open", "lost", "backing_off"},
    {"open", "config_lost", "awaiting_config"},
    {"open", "host_offline", "offline"},
    {"open", "stop", "stopped"},
    {"polling", "lost", "backing_off"},
    {"polling", "config_lost", "awaiting_config"},
    {"polling", "probe", "probing"},
    {"polling", "host_offline", "offline"},
    {"polling", "stop", "stopped"},
    {"probing", "opened", "open"},
    {"probing", "probe_failed", "polling"},
    {"probing", "poll_lost", "connecting"},
    {"probing", "lost", "backing_off"},
    {"probing", "config_lost", "awaiting_config"},
    {"probing", "host_offline", "offline"},
    {"probing", "stop", "stopped"},
    {"backing_off", "use_websocket", "connecting"},
    {"backing_off", "use_polling", "polling"},
    {"backing_off", "config_lost", "awaiting_config"},
    {"backing_off", "host_offline", "offline"},
    {"backing_off", "stop", "stopped"},
    {"offline", "host_online", "awaiting_config"},
    {"offline", "stop", "stopped"},
};

constexpr row config_rows[] = {
    {"none", "needed", "fetching"},    {"none", "needed_later", "waiting"},    {"none", "arrived", "held"},
    {"fetching", "arrived", "held"},   {"fetching", "failed", "waiting"},      {"waiting", "due", "fetching"},
    {"waiting", "needed", "fetching"}, {"waiting", "needed_later", "waiting"}, {"waiting", "arrived", "held"},
    {"held", "needed", "fetching"},    {"held", "needed_later", "waiting"},    {"held", "arrived", "held"},
};

/// "to" by the rows above, or "nothing".
template <class Rows>
std::string_view expected(Rows const& rows, std::string_view from, std::string_view input) {
    for (auto const& row : rows)
        if (row.from == from && row.input == input) return row.to;
    return "nothing";
}

/// Every pair of a state and an input, against the rows.
template <class State, class Input, class States, class Inputs, class Rows>
void check_all_pairs(States const& states, Inputs const& inputs, Rows const& rows) {
    for (std::size_t from = 0; from != states.size(); ++from)
        for (std::size_t input = 0; input != inputs.size(); ++input) {
            auto const next = next_state(static_cast<State>(from), static_cast<Input>(input));
            auto const got = next ? states.at(static_cast<std::size_t>(*next)) : std::string_view("nothing");
            BOOST_TEST(got == expected(rows, states[from], inputs[input]),
                       states[from] << " + " << inputs[input] << " gives " << got);
        }
}

template <class Table, class States, class Inputs>
std::vector<std::string> texts(Table const& table, States const& states, Inputs const& inputs) {
    std::vector<std::string> out;
    for (auto const& one : table)
        out.push_back(std::string(states.at(static_cast<std::size_t>(one.from))) + " + " +
                      std::string(inputs.at(static_cast<std::size_t>(one.input))));
    return out;
}

template <class Table, class State>
std::set<State> reachable(Table const& table, State first) {
    std::set<State> out{first};
    for (std::size_t before = 0; before != out.size();) {
        before = out.size();
        for (auto const& one : table)
            if (out.contains(one.from)) out.insert(one.to);
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_pair_of_the_connection_gives_its_row_or_nothing) {
    BOOST_TEST((connection_states[static_cast<std::size_t>(connection_state::stopped)] == "stopped"));
    BOOST_TEST((connection_inputs[static_cast<std::size_t>(connection_input::stop)] == "stop"));
    check_all_pairs<connection_state, connection_input>(connection_states, connection_inputs,
                                                        connection_rows);
    BOOST_TEST(realtime::connection_transitions.size() == std::size(connection_rows));
}

BOOST_AUTO_TEST_CASE(every_pair_of_the_configuration_gives_its_row_or_nothing) {
    BOOST_TEST((config_states[static_cast<std::size_t>(config_state::held)] == "held"));
    BOOST_TEST((config_inputs[static_cast<std::size_t>(config_input::due)] == "due"));
    check_all_pairs<config_state, config_input>(config_states, config_inputs, config_rows);
    BOOST_TEST(realtime::config_transitions.size() == std::size(config_rows));
}

BOOST_AUTO_TEST_CASE(no_pair_has_two_rows) {
    for (auto all : {texts(realtime::connection_transitions, connection_states, connection_inputs),
                     texts(realtime::config_transitions, config_states, config_inputs)}) {
        std::sort(all.begin(), all.end());
        auto const twice = std::adjacent_find(all.begin(), all.end());
        BOOST_TEST((twice == all.end()), (twice == all.end() ? std::string() : *twice));
    }
}

BOOST_AUTO_TEST_CASE(everything_can_be_stopped_but_what_has_stopped) {
    for (std::size_t from = 0; from != connection_states.size(); ++from) {
        auto const state = static_cast<connection_state>(from);
        bool const stops = next_state(state, connection_input::stop) == connection_state::stopped;
        BOOST_TEST(stops == (state != connection_state::stopped), connection_states[from]);
    }
}

BOOST_AUTO_TEST_CASE(nothing_leaves_the_stopped_state) {
    for (std::size_t input = 0; input != connection_inputs.size(); ++input)
        BOOST_TEST(!next_state(connection_state::stopped, static_cast<connection_input>(input)).has_value(),
                   connection_inputs[input]);
}

BOOST_AUTO_TEST_CASE(every_state_can_be_reached) {
    BOOST_TEST(reachable(realtime::connection_transitions, connection_state::idle).size() ==
               connection_states.size());
    BOOST_TEST(reachable(realtime::config_transitions, config_state::none).size() == config_states.size());
}

// No state is a trap: from everywhere but the end an open connection can be reached.
BOOST_AUTO_TEST_CASE(every_state_but_the_last_leads_to_an_open_connection) {
    for (std::size_t from = 0; from != connection_states.size(); ++from) {
        auto const state = static_cast<connection_state>(from);
        bool const leads =
            reachable(realtime::connection_transitions, state).contains(connection_state::open);
        BOOST_TEST(leads == (state != connection_state::stopped), connection_states[from]);
    }
}

BOOST_AUTO_TEST_CASE(transitions_are_known_to_the_compiler) {
    static_assert(next_state(connection_state::probing, connection_input::opened) == connection_state::open);
    static_assert(next_state(config_state::fetching, config_input::needed) == std::nullopt);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
