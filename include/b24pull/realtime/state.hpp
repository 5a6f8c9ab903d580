// All transitions of a session: which state follows which when what happens. Nothing else is decided here, and nothing else
// decides it; this file knows no URL, no JSON, no transport and no time.
//
// The diagram in the documentation is made from these tables.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace b24pull::realtime {

/// Where the connection stands.
enum class connection_state {
    /// Not started.
    idle,
    /// There is no configuration to connect with yet.
    awaiting_config,
    /// A WebSocket is being opened.
    connecting,
    /// The WebSocket is open.
    open,
    /// Long polling.
    polling,
    /// Long polling, while a WebSocket is tried beside it: the only time when there are two connections.
    probing,
    /// Waiting before the next attempt.
    backing_off,
    /// The host says that there is no network.
    offline,
    /// For good.
    stopped,
};

/// What happens to the connection.
enum class connection_input {
    /// The host starts the session.
    start,
    /// There is a configuration, and WebSocket is the transport to use.
    use_websocket,
    /// The same with long polling: WebSocket is not available, or has failed too often.
    use_polling,
    /// The WebSocket is open.
    opened,
    /// The connection failed or ended, and the next attempt has to wait.
    lost,
    /// While a WebSocket is tried: the poll failed.
    poll_lost,
    /// It ended, or is ended by us, because the configuration is no good any more.
    config_lost,
    /// Time to try WebSocket again beside the long polling.
    probe,
    /// That attempt failed.
    probe_failed,
    /// The host has lost its network.
    host_offline,
    /// The host has its network back.
    host_online,
    /// The host stops the session, or it cannot go on.
    stop,
};

/// Where fetching the configuration stands, beside the connection.
enum class config_state {
    /// None, and nobody has asked for one.
    none,
    /// The host has been asked for it.
    fetching,
    /// The host is to be asked for it later.
    waiting,
    /// There is one, and it is good.
    held,
};

/// What can happen to it.
enum class config_input {
    /// It is needed at once.
    needed,
    /// It is needed, but not before a delay is over.
    needed_later,
    /// It has arrived.
    arrived,
    /// It could not be fetched for now.
    failed,
    /// The delay is over.
    due,
};

/// A row of a table: in this state, this input leads there. What has no row changes nothing.
template <class State, class Input>
struct transition {
    /// Where it begins.
    State from;
    /// What happens.
    Input input;
    /// Where it leads.
    State to;
};

/// All transitions of the connection. What is not here is ignored.
inline constexpr auto connection_transitions = [] {
    using enum connection_state;
    using in = connection_input;
    return std::to_array<transition<connection_state, connection_input>>({
        {idle, in::start, awaiting_config},

        {awaiting_config, in::use_websocket, connecting},
        {awaiting_config, in::use_polling, polling},
        {awaiting_config, in::host_offline, offline},

        {connecting, in::opened, open},
        {connecting, in::lost, backing_off},
        {connecting, in::config_lost, awaiting_config},
        {connecting, in::host_offline, offline},

        {open, in::lost, backing_off},
        {open, in::config_lost, awaiting_config},
        {open, in::host_offline, offline},

        {polling, in::lost, backing_off},
        {polling, in::config_lost, awaiting_config},
        {polling, in::probe, probing},
        {polling, in::host_offline, offline},

        {probing, in::opened, open},
        {probing, in::probe_failed, polling},
        {probing, in::poll_lost, connecting}, // of the two connections the WebSocket is left
        {probing, in::lost, backing_off},
        {probing, in::config_lost, awaiting_config},
        {probing, in::host_offline, offline},

        {backing_off, in::use_websocket, connecting},
        {backing_off, in::use_polling, polling},
        {backing_off, in::config_lost, awaiting_config},
        {backing_off, in::host_offline, offline},

        {offline, in::host_online, awaiting_config},

        {idle, in::stop, stopped},
        {awaiting_config, in::stop, stopped},
        {connecting, in::stop, stopped},
        {open, in::stop, stopped},
        {polling, in::stop, stopped},
        {probing, in::stop, stopped},
        {backing_off, in::stop, stopped},
        {offline, in::stop, stopped},
    });
}();

/// All transitions of the configuration.
inline constexpr auto config_transitions = [] {
    using enum config_state;
    using in = config_input;
    return std::to_array<transition<config_state, config_input>>({
        {none, in::needed, fetching},
        {none, in::needed_later, waiting},
        {none, in::arrived, held},

        {fetching, in::arrived, held},
        {fetching, in::failed, waiting},

        {waiting, in::due, fetching},
        {waiting, in::needed, fetching},
        {waiting, in::needed_later, waiting},
        {waiting, in::arrived, held},

        {held, in::needed, fetching},
        {held, in::needed_later, waiting},
        {held, in::arrived, held},
    });
}();

/// The state that follows, or nothing where the input has no meaning: it is ignored then.
constexpr std::optional<connection_state> next_state(connection_state from, connection_input input) noexcept {
    for (auto const& row : connection_transitions)
        if (row.from == from && row.input == input) return row.to;
    return std::nullopt;
}
/// @copydoc next_state(connection_state,connection_input)
constexpr std::optional<config_state> next_state(config_state from, config_input input) noexcept {
    for (auto const& row : config_transitions)
        if (row.from == from && row.input == input) return row.to;
    return std::nullopt;
}
} // namespace b24pull::realtime
