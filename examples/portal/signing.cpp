#include "signing.hpp"

#include "hex.hpp"

#include <boost/json.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace portal {
namespace {

std::string hmac(EVP_MD const* algorithm, std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (HMAC(algorithm, key.data(), static_cast<int>(key.size()),
             reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data(),
             &length) == nullptr)
        throw std::runtime_error("the cryptographic library refused an HMAC");
    return std::string(reinterpret_cast<char const*>(digest.data()), length);
}

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string base64url(std::string_view bytes) {
    std::string out;
    unsigned pending = 0;
    int bits = 0;
    for (char const c : bytes) {
        pending = (pending << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        for (bits += 8; bits >= 6;) {
            bits -= 6;
            out += alphabet[(pending >> bits) & 0x3F];
        }
    }
    if (bits > 0) out += alphabet[(pending << (6 - bits)) & 0x3F];
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out;
    unsigned pending = 0;
    int bits = 0;
    for (char const c : text) {
        auto const value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        pending = (pending << 6 | static_cast<unsigned>(value)) & 0xFFFF;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        out += static_cast<char>(pending >> bits & 0xFF);
    }
    return out;
}

} // namespace

std::string hmac_sha1(std::string_view key, std::string_view text) {
    return to_hex(hmac(EVP_sha1(), key, text));
}

std::string json_web_token(boost::json::object const& claims, std::string_view key) {
    auto const part = [](boost::json::object const& object) {
        return base64url(boost::json::serialize(object));
    };
    std::string const text = part({{"typ", "JWT"}, {"alg", "HS256"}}) + '.' + part(claims);
    return text + '.' + base64url(hmac(EVP_sha256(), key, text));
}

std::optional<boost::json::object> read_json_web_token(std::string_view token, std::string_view key) {
    auto const end = token.rfind('.');
    auto const begin = token.find('.');
    if (end == std::string_view::npos || begin == end) return std::nullopt;
    if (token.substr(end + 1) != base64url(hmac(EVP_sha256(), key, token.substr(0, end))))
        return std::nullopt;
    auto const text = from_base64url(token.substr(begin + 1, end - begin - 1));
    boost::system::error_code error;
    auto const claims = boost::json::parse(text.value_or(""), error);
    return !error && claims.is_object() ? std::optional(claims.get_object()) : std::nullopt;
}

std::string derived_digits(std::uint64_t seed, std::string_view label, std::size_t count) {
    return to_hex(hmac(EVP_sha512(), std::to_string(seed), label)).substr(0, count);
}

} // namespace portal
