#include "table.hpp"

#include "duration_text.hpp"

#include <algorithm>
#include <array>
#include <ostream>

namespace benchmarks {
namespace {

constexpr std::size_t columns = 8;
using cells = std::array<std::string, columns>;

std::string times(std::optional<double> value, std::optional<double> of) {
    return value && of && *of > 0 ? number_text(*value / *of, 2) : "";
}

cells cells_of(outcome const& of, row const& one) {
    auto const time = one.best();
    bool const is_floor = one.role == role::floor;
    cells out{of.subject, (is_floor ? "floor: " : "") + one.name};
    if (time) out[2] = duration_text(*time);
    if (time && of.as_rate) out[2] = number_text(1e6 / *time, 0) + " k/s, " + out[2];
    if (one.bytes) out[2] = number_text(*one.bytes, 0) + " B";
    out[3] = times(time, of.floor());
    out[4] = times(time, of.ours());
    if (one.time) out[5] = number_text(100 * (one.time->median - one.time->least) / one.time->least, 0) + '%';
    if (one.allocations) out[6] = std::to_string(*one.allocations);
    if (one.instructions) out[7] = std::to_string(*one.instructions);
    return out;
}

/// Columns in characters: the texts may hold more than ASCII.
std::size_t width(std::string const& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void print(std::ostream& out, cells const& line, std::array<std::size_t, columns> const& widths) {
    std::string text;
    for (std::size_t i = 0; i != columns; ++i) {
        std::string const fill(widths[i] - width(line[i]), ' ');
        if (i != 0) text += "  ";
        text += i < 2 ? line[i] + fill : fill + line[i];
    }
    out << text.substr(0, text.find_last_not_of(' ') + 1) << '\n';
}

std::string value_text(double value, measure as) {
    return number_text(value, as == measure::nanoseconds ? 1 : 2);
}

} // namespace

void print_table(std::ostream& out, std::vector<outcome> const& all) {
    std::vector<cells> lines{
        {"subject", "contestant", "per item", "x floor", "x ours", "spread", "allocations", "instructions"}};
    for (auto const& one : all)
        for (auto const& line : one.rows) {
            lines.push_back(cells_of(one, line));
            if (&line != &one.rows.front()) lines.back()[0].clear();
        }
    std::array<std::size_t, columns> widths{};
    for (auto const& line : lines)
        for (std::size_t i = 0; i != columns; ++i) widths[i] = (std::max)(widths[i], width(line[i]));
    for (auto const& line : lines) {
        if (!line[0].empty() && &line != &lines.front()) out << '\n';
        print(out, line, widths);
    }
}

void print_ratios(std::ostream& out, std::vector<outcome> const& all) {
    for (auto const& one : all) {
        if (auto const value = one.value())
            out << "RATIO " << one.subject << ' ' << value_text(*value, one.goal.measure) << '\n';
        for (auto const& line : one.rows)
            if (one.goal.allocations && line.role == role::ours && line.allocations)
                out << "RATIO " << one.subject << ".allocations " << *line.allocations << '\n';
    }
}

} // namespace benchmarks
