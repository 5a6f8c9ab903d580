// The arguments of a button: the query of POST /control/NAME.
#pragma once

#include "query.hpp"

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace portal::push {

// Asking for one that is malformed throws std::invalid_argument with its name.
class control_arguments {
public:
    explicit control_arguments(std::string_view encoded)
        : query_(encoded) {}

    std::optional<std::string> text(std::string_view name) const { return query_.find(name); }

    // What lies outside of the limits is malformed too.
    std::int64_t number(std::string_view name, std::int64_t fallback,
                        std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                        std::int64_t most = std::numeric_limits<std::int64_t>::max()) const {
        auto const value = read<std::int64_t>(name, fallback);
        if (value < least || value > most) throw std::invalid_argument(std::string(name));
        return value;
    }
    double probability(std::string_view name, double fallback) const {
        auto const value = read<double>(name, fallback);
        if (!(value >= 0 && value <= 1)) throw std::invalid_argument(std::string(name));
        return value;
    }
    bool flag(std::string_view name, bool fallback) const { return number(name, fallback ? 1 : 0) != 0; }

private:
    template <class Number>
    Number read(std::string_view name, Number fallback) const {
        auto const given = query_.find(name);
        if (!given) return fallback;
        Number value{};
        auto const end = given->data() + given->size();
        auto const [rest, error] = std::from_chars(given->data(), end, value);
        if (error != std::errc() || rest != end) throw std::invalid_argument(std::string(name));
        return value;
    }

    query query_;
};

} // namespace portal::push
