// The query of a push server's address: names and values, nothing of PHP.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portal::push {

class query {
public:
    explicit query(std::string_view encoded);

    // The first value under that name.
    std::optional<std::string> find(std::string_view name) const;
    std::string value_or(std::string_view name, std::string fallback) const;
    std::size_t count(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> values_;
};

} // namespace portal::push
