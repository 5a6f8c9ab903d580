#include "hex.hpp"

namespace portal {
namespace {

constexpr std::string_view lower_digits = "0123456789abcdef";

} // namespace

std::string to_hex(std::string_view bytes) {
    std::string out;
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        out += lower_digits[byte >> 4];
        out += lower_digits[byte & 0xF];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view digits) {
    if (digits.size() % 2 != 0) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        auto const high = lower_digits.find(digits[i]);
        auto const low = lower_digits.find(digits[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        out += static_cast<char>(high << 4 | low);
    }
    return out;
}

} // namespace portal
