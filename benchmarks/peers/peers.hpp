// Other ways to do the same work.
#pragma once

#include "../harness/subject.hpp"

#include <string>
#include <vector>

namespace benchmarks {

/// Adds to each subject the peers that are compiled into this program.
void add_peers(std::vector<subject>& subjects);

/// Those that read a configuration; each yields the values of all members that ours yields.
contestant config_boost_dom(std::string body);
contestant config_boost_dom_date_parse(std::string body);
contestant config_boost_value_to(std::string body);
contestant config_nlohmann(std::string body);
contestant config_rapidjson_dom(std::string body);
contestant config_rapidjson_sax(std::string body);

contestant date_by_date_parse();
contestant date_by_strptime();

contestant batch_libprotobuf(std::string payload);

contestant frames_regex_split(std::string payload);
contestant frames_regex_messages(std::string payload);

contestant publish_libprotobuf();

} // namespace benchmarks
