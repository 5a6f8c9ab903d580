#include "node.hpp"

#include "../harness/input_file.hpp"
#include "../subjects/config_input.hpp"
#include "../subjects/connection_input.hpp"
#include "../subjects/date_input.hpp"
#include "../subjects/payload_input.hpp"
#include "messages.hpp"
#include "node_process.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <map>
#include <memory>

namespace benchmarks {
namespace {

std::string dates_as_lines() {
    std::string out;
    for (auto const& text : date_input()) out += text + '\n';
    return out;
}

std::string connection_as_json() {
    auto const& resume = resume_input();
    return boost::json::serialize(
        boost::json::object{{"answer", boost::json::parse(input_file(connection_file))},
                            {"resume", {{"mid", resume.mid}, {"tag", resume.tag}, {"time", resume.time}}}});
}

/// The bytes that each subject works on.
std::map<std::string, std::string> inputs(std::vector<subject> const& subjects) {
    std::map<std::string, std::string> out;
    for (auto const& input : config_inputs) out[std::string(input.subject)] = input_file(input.file);
    out["date"] = dates_as_lines();
    out["url"] = connection_as_json();
    for (auto const& of : subjects) {
        if (of.name.starts_with("batch.")) out[of.name] = batch_payload(of.items);
        if (of.name == "frames") out[of.name] = empty_frames(of.items);
        if (of.name == "frames.messages") out[of.name] = framed_payload(of.items);
    }
    return out;
}

digest digest_of(boost::json::value const& answer) {
    digest out;
    for (auto const& field : answer.as_array()) {
        auto const& parts = field.as_array();
        auto const& value = parts.at(1);
        std::string const name(parts.at(0).as_string());
        auto const text = value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
        if (parts.size() == 3) out.add_json(name, text);
        else out.add(name, text);
    }
    return out;
}

contestant asking(std::shared_ptr<node_process> const& node, std::string const& subject) {
    return {.name = "node",
            .role = role::peer,
            .repeat = [node, subject](std::size_t times) -> std::optional<std::chrono::nanoseconds> {
                auto const told = node->ask({{"do", "run"}, {"subject", subject}, {"times", times}});
                return std::chrono::nanoseconds(told.to_number<std::int64_t>());
            },
            .answer =
                [node, subject] {
                    return digest_of(node->ask({{"do", "answer"}, {"subject", subject}}));
                }};
}

} // namespace

std::string add_node_peers(std::vector<subject>& subjects) {
    auto const version = node_process::version();
    if (version.empty()) return version;
    auto const node = std::make_shared<node_process>(B24PULL_BENCHMARK_NODE);
    auto const all = inputs(subjects);
    for (auto& to : subjects) {
        auto const input = all.find(to.name);
        if (input == all.end()) continue;
        node->ask({{"do", "input"}, {"subject", to.name}, {"hex", hex_of(input->second)}});
        to.contestants.push_back(asking(node, to.name));
    }
    return version;
}

} // namespace benchmarks
