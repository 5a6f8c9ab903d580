#include "results.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace benchmarks {
namespace {

namespace json = boost::json;

constexpr std::array roles{role::ours, role::floor, role::peer, role::crowd};
constexpr std::array measures{
    std::pair{measure::none, "none"}, std::pair{measure::over_floor, "times the floor"},
    std::pair{measure::nanoseconds, "ns"}, std::pair{measure::growth, "times one alone"}};

json::object row_as_json(outcome const& of, row const& one) {
    json::object out{{"name", one.name}, {"role", name_of(one.role)}};
    if (one.time)
        out["ns"] = {{"least", one.time->least}, {"median", one.time->median}, {"most", one.time->most}};
    if (auto const time = one.best(); time && of.floor()) out["times_floor"] = *time / *of.floor();
    if (auto const time = one.best(); time && of.ours()) out["times_ours"] = *time / *of.ours();
    if (one.allocations) out["allocations"] = *one.allocations;
    if (one.bytes) out["bytes"] = *one.bytes;
    if (one.instructions) out["instructions"] = *one.instructions;
    return out;
}

json::object outcome_as_json(outcome const& one) {
    json::array rows;
    for (auto const& line : one.rows) rows.push_back(row_as_json(one, line));
    json::object out{
        {"name", one.subject}, {"item", one.item}, {"items", one.items}, {"contestants", std::move(rows)}};
    for (auto const& [which, name] : measures)
        if (which == one.goal.measure) out["measure"] = name;
    if (auto const value = one.value()) out["value"] = *value;
    if (one.goal.at_most) out["goal"] = *one.goal.at_most;
    if (one.goal.allocations) out["goal_allocations"] = *one.goal.allocations;
    return out;
}

row row_from(json::object const& from) {
    row out{.name = json::value_to<std::string>(from.at("name"))};
    for (auto const which : roles)
        if (from.at("role").as_string() == name_of(which)) out.role = which;
    if (auto const* const time = from.if_contains("ns")) {
        auto const number = [time](char const* name) { return time->at(name).to_number<double>(); };
        out.time = spread{number("least"), number("median"), number("most")};
    }
    if (auto const* const bytes = from.if_contains("bytes")) out.bytes = bytes->to_number<double>();
    return out;
}

outcome outcome_from(json::object const& from) {
    outcome out{json::value_to<std::string>(from.at("name")), json::value_to<std::string>(from.at("item"))};
    for (auto const& [which, name] : measures)
        if (from.at("measure").as_string() == name) out.goal.measure = which;
    if (auto const* const goal = from.if_contains("goal")) out.goal.at_most = goal->to_number<double>();
    for (auto const& line : from.at("contestants").as_array()) out.rows.push_back(row_from(line.as_object()));
    return out;
}

} // namespace

void write_results(std::filesystem::path const& file, std::vector<outcome> const& all, machine const& on) {
    json::array subjects;
    for (auto const& one : all) subjects.push_back(outcome_as_json(one));
    json::object const whole{{"machine",
                              {{"processor", on.processor},
                               {"cores", on.cores},
                               {"compiler", on.compiler},
                               {"boost", on.boost},
                               {"node", on.node},
                               {"date", on.date}}},
                             {"subjects", std::move(subjects)}};
    std::ofstream out(file);
    out << json::serialize(whole) << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

void read_outcomes(std::string const& file, std::vector<outcome>& to) {
    std::ifstream in(file);
    auto const whole = json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    for (auto const& one : whole.at("subjects").as_array()) to.push_back(outcome_from(one.as_object()));
}

void read_instructions(std::string const& file, std::vector<outcome>& to) {
    std::ifstream in(file);
    std::string subject, who;
    for (std::size_t count = 0; in >> subject >> who >> count;)
        for (auto& one : to)
            for (auto& line : one.rows)
                if (one.subject == subject && name_of(line.role) == who) line.instructions = count;
}

} // namespace benchmarks
