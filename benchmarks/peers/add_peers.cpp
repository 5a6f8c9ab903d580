#include "peers.hpp"

#include "../subjects/config_input.hpp"
#include "../subjects/payload_input.hpp"

namespace benchmarks {
namespace {

void add_config_peers(subject& to, std::string const& body) {
    for (auto const make : {config_boost_dom, config_boost_dom_date_parse, config_boost_value_to,
                            config_nlohmann, config_rapidjson_dom, config_rapidjson_sax})
        to.contestants.push_back(make(body));
}

} // namespace

void add_peers(std::vector<subject>& subjects) {
    for (auto& to : subjects) {
        for (auto const& input : config_inputs)
            if (to.name == input.subject) add_config_peers(to, input_file(input.file));
        auto const add = [&to](std::string_view name, auto make, auto const&... input) {
            if (to.name == name) to.contestants.push_back(make(input...));
        };
        add("date", date_by_date_parse);
        add("date", date_by_strptime);
        if (to.name.starts_with("batch."))
            to.contestants.push_back(batch_libprotobuf(batch_payload(to.items)));
        add("frames", frames_regex_split, empty_frames(to.items));
        add("frames.messages", frames_regex_messages, framed_payload(to.items));
        add("publish", publish_libprotobuf);
    }
}

} // namespace benchmarks
