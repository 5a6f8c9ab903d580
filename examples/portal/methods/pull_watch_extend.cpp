#include "pull_watch_extend.hpp"

#include "../php_value.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace portal {

outcome<boost::json::value> pull_watch_extend(method_call const& call) {
    auto const& options = call.state.options;
    auto const tags = php_array_parameter(call["TAGS"]);
    if (!tags && options.php >= 8) return fatal_error();
    boost::json::object result;
    for (auto const& element : tags ? php_elements(*tags) : std::vector<boost::json::value>()) {
        auto const tag = php_text(element);
        auto const& watched = options.push.watched_tags;
        if (tag) result[*tag] = std::find(watched.begin(), watched.end(), *tag) != watched.end();
    }
    if (result.empty()) return boost::json::value(false);
    return boost::json::value(std::move(result));
}

} // namespace portal
