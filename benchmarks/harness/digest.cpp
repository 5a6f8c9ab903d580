#include "digest.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace benchmarks {

void digest::add_json(std::string name, std::string_view text) {
    add(std::move(name), boost::json::serialize(boost::json::parse(text)));
}

std::optional<std::string> first_difference(digest const& ours, digest const& theirs) {
    auto const& left = ours.fields();
    auto const& right = theirs.fields();
    auto const [a, b] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (a == left.end() && b == right.end()) return std::nullopt;
    auto const told = [](auto at, auto end) {
        return at == end ? std::string("nothing") : at->name + " = " + at->value;
    };
    return told(a, left.end()) + ", but " + told(b, right.end());
}

} // namespace benchmarks
