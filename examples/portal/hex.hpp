// Hexadecimal digits, two for a byte.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portal {

std::string to_hex(std::string_view bytes);

// Nothing if there is an odd digit, or something that is none.
std::optional<std::string> from_hex(std::string_view digits);

} // namespace portal
