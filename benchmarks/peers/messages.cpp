#include "messages.hpp"

#include <boost/json/serialize.hpp>

#include <cctype>
#include <charconv>
#include <utility>

namespace benchmarks {

void take_event(boost::json::value&& body, message_values& out) {
    auto& members = body.as_object();
    auto const text = [&members](std::string_view key) {
        return std::string_view(members.at(key).as_string());
    };
    out.module_id = text("module_id");
    out.command = text("command");
    for (char& c : out.module_id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    auto const take = [&members](std::string_view key, boost::json::value& to) {
        if (auto* const found = members.if_contains(key)) to = std::move(*found);
        else to.emplace_object();
    };
    take("params", out.params);
    take("extra", out.extra);
}

std::string hex_of(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string bytes_of(std::string_view hex) {
    std::string out;
    out.reserve(hex.size() / 2);
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        unsigned char byte = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        out += static_cast<char>(byte);
    }
    return out;
}

digest values_of(std::vector<message_values> const& messages) {
    digest out;
    out.add("messages", messages.size());
    out.add("refused", 0);
    for (auto const& message : messages) {
        out.add("mid", message.mid);
        out.add("module", message.module_id);
        out.add("command", message.command);
        out.add_json("params", boost::json::serialize(message.params));
        out.add_json("extra", boost::json::serialize(message.extra));
        out.add("sender", message.sender_type);
        out.add("sender_id", message.sender_id);
    }
    return out;
}

} // namespace benchmarks
