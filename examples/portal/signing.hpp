// Everything cryptographic in the portal: signatures of channels, web tokens, and ids derived from the seed.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portal {

// HMAC-SHA1 in lower-case hexadecimal digits; the key may be empty.
std::string hmac_sha1(std::string_view key, std::string_view text);

// A compact JWS with HS256 and the header PHP's helper writes.
std::string json_web_token(boost::json::object const& claims, std::string_view key);

// The claims of such a token if the key fits and they can be read.
std::optional<boost::json::object> read_json_web_token(std::string_view token, std::string_view key);

// `count` (at most 128) hexadecimal digits that only the seed and the label determine: the same run gives the same
// ids, whatever the order of the requests.
std::string derived_digits(std::uint64_t seed, std::string_view label, std::size_t count);

} // namespace portal
