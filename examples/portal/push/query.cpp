#include "query.hpp"

#include "../request_parameters.hpp"

#include <algorithm>

namespace portal::push {

query::query(std::string_view encoded) {
    while (!encoded.empty()) {
        auto const end = encoded.find('&');
        auto const pair = encoded.substr(0, end);
        auto const equals = pair.find('=');
        auto const value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        if (!pair.empty())
            values_.emplace_back(percent_decode(pair.substr(0, equals)), percent_decode(value));
        encoded.remove_prefix(end == std::string_view::npos ? encoded.size() : end + 1);
    }
}

std::optional<std::string> query::find(std::string_view name) const {
    for (auto const& [key, value] : values_)
        if (key == name) return value;
    return std::nullopt;
}

std::string query::value_or(std::string_view name, std::string fallback) const {
    return find(name).value_or(std::move(fallback));
}

std::size_t query::count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::count_if(values_.begin(), values_.end(), [&](auto const& each) { return each.first == name; }));
}

} // namespace portal::push
