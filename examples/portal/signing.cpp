#include "signing.hpp"

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

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4];
        out += digits[byte & 0xF];
    }
    return out;
}

std::string base64url(std::string_view bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
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

} // namespace

std::string hmac_sha1(std::string_view key, std::string_view text) {
    return hex(hmac(EVP_sha1(), key, text));
}

std::string json_web_token(boost::json::object const& claims, std::string_view key) {
    auto const part = [](boost::json::object const& object) {
        return base64url(boost::json::serialize(object));
    };
    std::string const text = part({{"typ", "JWT"}, {"alg", "HS256"}}) + '.' + part(claims);
    return text + '.' + base64url(hmac(EVP_sha256(), key, text));
}

std::string derived_digits(std::uint64_t seed, std::string_view label, std::size_t count) {
    return hex(hmac(EVP_sha512(), std::to_string(seed), label)).substr(0, count);
}

} // namespace portal
