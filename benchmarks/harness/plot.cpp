#include "plot.hpp"

#include "duration_text.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>

namespace benchmarks {
namespace {

constexpr int width = 760, names_to = 250, bars_from = 260, longest_bar = 400, line_height = 20, heading = 34,
              foot = 40;

constexpr char const* style = R"(<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .subject { font-weight: 600 }
  .name { text-anchor: end }
  .caption { font-size: 11px; fill: #59636e }
  .ours { fill: #1f883d } .floor { fill: #8c959f } .peer { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .caption { fill: #9198a1 }
    .ours { fill: #3fb950 } .floor { fill: #6e7681 } .peer { fill: #4493f8 }
  }
</style>
)";

std::string escaped(std::string const& text) {
    std::string out;
    for (char const c : text)
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else out += c;
    return out;
}

std::string text_at(int x, int y, char const* kind, std::string const& text) {
    return "<text class=\"" + std::string(kind) + "\" x=\"" + std::to_string(x) + "\" y=\"" +
           std::to_string(y) + "\">" + escaped(text) + "</text>\n";
}

bool is_shown(row const& one) {
    return one.time && (one.role == role::ours || one.role == role::floor || one.role == role::peer);
}

/// One subject from `y` on; moves `y` behind it.
std::string panel(outcome const& of, int& y) {
    double most = 0;
    for (auto const& line : of.rows)
        if (is_shown(line)) most = (std::max)(most, line.time->least);
    y += heading;
    auto out = text_at(bars_from, y - 8, "subject", of.subject + ", one " + of.item);
    for (auto const& line : of.rows) {
        if (!is_shown(line)) continue;
        auto const time = line.time->least;
        auto const bar = (std::max)(1, static_cast<int>(time / most * longest_bar));
        out += text_at(names_to, y + 14, "name", line.name);
        out += "<rect class=\"" + std::string(name_of(line.role)) + "\" x=\"" + std::to_string(bars_from) +
               "\" y=\"" + std::to_string(y + 3) + "\" width=\"" + std::to_string(bar) +
               "\" height=\"14\" rx=\"2\"/>\n";
        out += text_at(bars_from + bar + 6, y + 14, "time", duration_text(time));
        y += line_height;
    }
    return out;
}

} // namespace

void write_plot(std::filesystem::path const& file, std::vector<outcome> const& all, machine const& on) {
    int y = 0;
    std::string bars;
    for (auto const& one : all)
        if (one.pictured) bars += panel(one, y);
    y += foot;
    auto const caption = on.processor + ", " + on.cores + " cores; " + on.compiler + ", Boost " + on.boost +
                         (on.node.empty() ? "" : ", node " + on.node) + "; " + on.date;
    auto const size = std::to_string(width) + ' ' + std::to_string(y);
    std::ofstream out(file);
    out << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << size << "\" role=\"img\">\n"
        << "<title>Time for one item: b24pull, the floor, and other ways</title>\n"
        << style << bars << text_at(10, y - 12, "caption", caption) << "</svg>\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

} // namespace benchmarks
