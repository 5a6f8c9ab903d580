// The state diagrams of docs/session.md, made from the tables of transitions.
//
//     state_diagram --print     prints them, each between its two markers
//     state_diagram FILE        compares those in a file with the tables
//
// Exit status: 0 the same, 1 not, 2 wrong arguments or no such file.
#include <b24pull/realtime/state.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace realtime = b24pull::realtime;

// The names of the enumerators. A missing one is a warning, and warnings are errors.

std::string_view name_of(realtime::connection_state value) {
    using enum realtime::connection_state;
    switch (value) {
    case idle: return "idle";
    case awaiting_config: return "awaiting_config";
    case connecting: return "connecting";
    case open: return "open";
    case polling: return "polling";
    case probing: return "probing";
    case backing_off: return "backing_off";
    case offline: return "offline";
    case stopped: return "stopped";
    }
    return "";
}

std::string_view name_of(realtime::connection_input value) {
    using enum realtime::connection_input;
    switch (value) {
    case start: return "start";
    case use_websocket: return "use_websocket";
    case use_polling: return "use_polling";
    case opened: return "opened";
    case lost: return "lost";
    case config_lost: return "config_lost";
    case probe: return "probe";
    case probe_failed: return "probe_failed";
    case poll_lost: return "poll_lost";
    case host_offline: return "host_offline";
    case host_online: return "host_online";
    case stop: return "stop";
    }
    return "";
}

std::string_view name_of(realtime::config_state value) {
    using enum realtime::config_state;
    switch (value) {
    case none: return "none";
    case fetching: return "fetching";
    case waiting: return "waiting";
    case held: return "held";
    }
    return "";
}

std::string_view name_of(realtime::config_input value) {
    using enum realtime::config_input;
    switch (value) {
    case needed: return "needed";
    case needed_later: return "needed_later";
    case arrived: return "arrived";
    case failed: return "failed";
    case due: return "due";
    }
    return "";
}

/// Mermaid's text. The first row of a table begins in its first state. If one input leads from all states to a final one,
/// that is drawn as one arrow from all of them together.
template <class State, class Input, std::size_t N>
std::string diagram(std::array<realtime::transition<State, Input>, N> const& table) {
    using row_type = realtime::transition<State, Input>;
    std::set<State> going_on;
    for (auto const& row : table) going_on.insert(row.from);
    auto const same_end = [](row_type const& row) {
        return [&row](row_type const& other) { return other.input == row.input && other.to == row.to; };
    };
    auto const end = std::find_if(table.begin(), table.end(), [&](row_type const& row) {
        auto const count = std::count_if(table.begin(), table.end(), same_end(row));
        return !going_on.contains(row.to) && static_cast<std::size_t>(count) == going_on.size();
    });

    std::vector<row_type> rows(table.begin(), table.end());
    std::ostringstream out;
    out << "```mermaid\nstateDiagram-v2\n";
    std::string indent(4, ' ');
    if (end != table.end()) {
        std::erase_if(rows, same_end(*end));
        out << indent << "state until_stopped {\n";
        indent += indent;
    }
    out << indent << "[*] --> " << name_of(table.front().from) << '\n';
    std::set<std::pair<State, State>> drawn;
    for (auto const& row : rows) {
        if (!drawn.emplace(row.from, row.to).second) continue;
        out << indent << name_of(row.from) << " --> " << name_of(row.to) << " : " << name_of(row.input);
        for (auto const& other : rows) // one arrow for all that lead the same way
            if (other.from == row.from && other.to == row.to && other.input != row.input)
                out << ", " << name_of(other.input);
        out << '\n';
    }
    if (end != table.end())
        out << "    }\n"
            << "    [*] --> until_stopped\n"
            << "    until_stopped --> " << name_of(end->to) << " : " << name_of(end->input) << '\n'
            << "    " << name_of(end->to) << " --> [*]\n";
    out << "```\n";
    return std::move(out).str();
}

struct block {
    std::string begin;
    std::string text;
    std::string end;
};

block between_markers(std::string const& name, std::string text) {
    return {"<!-- begin diagram: " + name + " -->\n", std::move(text),
            "<!-- end diagram: " + name + " -->\n"};
}

std::vector<block> blocks() {
    return {between_markers("connection_transitions", diagram(realtime::connection_transitions)),
            between_markers("config_transitions", diagram(realtime::config_transitions))};
}

/// What stands between the markers; nothing if one of them is missing or there twice.
std::optional<std::string> found_in(std::string const& page, block const& wanted) {
    auto const begin = page.find(wanted.begin);
    auto const end = page.find(wanted.end);
    bool const once = begin != page.npos && begin < end && end != page.npos &&
                      page.rfind(wanted.begin) == begin && page.rfind(wanted.end) == end;
    if (!once) return std::nullopt;
    auto const from = begin + wanted.begin.size();
    return page.substr(from, end - from);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: state_diagram --print | FILE\n";
        return 2;
    }
    std::string_view const argument = argv[1];
    if (argument == "--print") {
        for (auto const& one : blocks()) std::cout << one.begin << one.text << one.end;
        return 0;
    }
    std::ifstream file(argv[1]);
    if (!file) {
        std::cerr << "cannot read " << argument << '\n';
        return 2;
    }
    std::string const page{std::istreambuf_iterator<char>(file), {}};
    int status = 0;
    for (auto const& one : blocks()) {
        auto const found = found_in(page, one);
        if (found == one.text) continue;
        std::cerr << argument
                  << (found ? " differs from the table" : " lacks the diagram, or one of its markers")
                  << ". It has to hold:\n"
                  << one.begin << one.text << one.end;
        status = 1;
    }
    return status;
}
