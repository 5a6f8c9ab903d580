#include "outcome.hpp"

#include <algorithm>
#include <utility>

namespace benchmarks {
namespace {

std::optional<double> best_of(std::vector<row> const& rows, role which) {
    auto const at = std::find_if(rows.begin(), rows.end(), [=](row const& one) { return one.role == which; });
    return at == rows.end() ? std::nullopt : at->best();
}

std::optional<double> over(std::optional<double> part, std::optional<double> whole) {
    return part && whole ? std::optional(*part / *whole) : std::nullopt;
}

} // namespace

std::optional<double> outcome::ours() const { return best_of(rows, role::ours); }
std::optional<double> outcome::floor() const { return best_of(rows, role::floor); }

std::optional<double> outcome::value() const {
    switch (goal.measure) {
    case measure::none: return std::nullopt;
    case measure::over_floor: return over(ours(), floor());
    case measure::nanoseconds: return ours();
    case measure::growth: return rows.empty() ? std::nullopt : over(rows.back().best(), ours());
    }
    return std::nullopt;
}

std::optional<spread> spread_of(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::sort(values.begin(), values.end());
    auto const half = values.size() / 2;
    auto const median = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return spread{values.front(), median, values.back()};
}

std::string_view name_of(role which) noexcept {
    switch (which) {
    case role::ours: return "ours";
    case role::floor: return "floor";
    case role::peer: return "peer";
    case role::crowd: return "crowd";
    }
    return "";
}

} // namespace benchmarks
