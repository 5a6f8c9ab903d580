// Random ids, texts and JSON, the same in every run: texts together with what they mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace oracle {

/// A text of JSON, quotes included, and what it says.
struct json_text {
    std::string written;
    std::string meant;
};

class generator {
public:
    explicit generator(std::uint64_t seed)
        : random_(seed) {}

    /// A number below `bound`.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
    bool one_in(std::size_t chances) { return below(chances) == 0; }
    std::uint32_t number32() { return static_cast<std::uint32_t>(random_() >> (32 + below(32))); }

    std::string bytes(std::size_t size) {
        std::string out(size, '\0');
        for (auto& c : out) c = static_cast<char>(random_());
        return out;
    }

    /// A string in one of the many ways to write it.
    json_text string() {
        json_text out{"\"", ""};
        for (auto left = below(12); left != 0; --left) add_character(out);
        out.written += '"';
        return out;
    }

    /// A value of any type, blanks inside included.
    std::string value(std::size_t depth) {
        constexpr std::string_view scalars[] = {"0",    "-1",    "1.50", "2e-3", "12345678901234567890",
                                                "true", "false", "null"};
        auto const kind = below(depth == 0 ? 2 : 4);
        if (kind == 0) return std::string(scalars[below(std::size(scalars))]);
        if (kind == 1) return string().written;
        return container(depth, kind == 2);
    }

    std::string container(std::size_t depth, bool is_object) {
        std::string out(1, is_object ? '{' : '[');
        for (auto left = below(4); left != 0; --left) {
            if (out.size() != 1) out += ',';
            out += blank();
            if (is_object) out += string().written + blank() + ':';
            out += value(depth - 1) + blank();
        }
        return out + (is_object ? '}' : ']');
    }

    std::string blank() {
        constexpr std::string_view blanks[] = {"", "", "", " ", "\n", "\t", "\r\n"};
        return std::string(blanks[below(std::size(blanks))]);
    }

private:
    void add_character(json_text& out) {
        struct way {
            std::string_view written, meant;
        };
        constexpr way odd[] = {
            {"\\\"", "\""},
            {"\\\\", "\\"},
            {"\\/", "/"},
            {"/", "/"},
            {"\\b", "\b"},
            {"\\f", "\f"},
            {"\\n", "\n"},
            {"\\r", "\r"},
            {"\\t", "\t"},
            {"\\u0041", "A"},
            {"\\u0001", "\x01"},
            {"\\u00e9", "é"},
            {"\\u0416", "Ж"},
            {"\\uFFFD", "\xef\xbf\xbd"},
            {"\\ud83d\\uDE00", "😀"},
            {"é", "é"},
            {"Ж", "Ж"},
            {"€", "€"},
            {"😀", "😀"},
            {"\x7f", "\x7f"},
            {"'", "'"},
            {"{}[]:,", "{}[]:,"},
        };
        if (one_in(2)) {
            auto const& way = odd[below(std::size(odd))];
            out.written += way.written;
            out.meant += way.meant;
        } else {
            auto const letter = static_cast<char>("aAzZ09_. "[below(9)]);
            out.written += letter;
            out.meant += letter;
        }
    }

    std::mt19937_64 random_;
};

} // namespace oracle
