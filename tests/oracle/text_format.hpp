// The text format of Protocol Buffers, as far as it takes to feed protoc and to read what it prints.
#pragma once

#include "generator.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace oracle {

/// A string or bytes in one of the many ways to write them: escaped or not, in one piece or in two.
inline std::string quoted(std::string_view content, generator& random) {
    auto const style = random.below(3);
    auto const split = random.below(4 * content.size() + 1);
    std::string out = "\"";
    for (std::size_t i = 0; i != content.size(); ++i) {
        if (i == split) out += "\" \"";
        auto const byte = static_cast<unsigned char>(content[i]);
        bool const plain = byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
        if (plain) {
            out += content[i];
        } else if (style == 0) {
            for (int shift : {6, 3, 0}) {
                if (shift == 6) out += '\\';
                out += static_cast<char>('0' + ((byte >> shift) & 7));
            }
        } else if (style == 1) {
            constexpr char digits[] = "0123456789abcdef";
            out += "\\x";
            out += digits[byte >> 4];
            out += digits[byte & 15];
        } else if (byte >= 0x80) {
            out += content[i];
        } else {
            constexpr std::string_view named = "\"\\\n\r\t", letters = "\"\\nrt";
            auto const at = named.find(content[i]);
            out += '\\';
            if (at != named.npos) out += letters[at];
            else
                out += {static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + ((byte >> 3) & 7)),
                        static_cast<char>('0' + (byte & 7))};
        }
    }
    return out + '"';
}

/// Reads what protoc prints, token by token. Each function tells whether that came next.
class text_reader {
public:
    explicit text_reader(std::string_view text)
        : text_(text) {}

    bool open(std::string_view name) { return word(name) && word("{"); }
    bool close() { return word("}"); }
    bool at_end() {
        blanks();
        return at_ == text_.size();
    }

    bool number(std::string_view name, std::string_view value) {
        if (!word(name) || !word(":")) return false;
        blanks();
        auto const end = text_.find_first_of(" \n", at_);
        bool const same = text_.substr(at_, end - at_) == value;
        at_ = end == text_.npos ? text_.size() : end;
        return same;
    }

    bool string(std::string_view name, std::string_view value) {
        if (!word(name) || !word(":") || !word("\"")) return false;
        std::string read;
        while (at_ != text_.size() && text_[at_] != '"') read += character();
        return word("\"") && read == value;
    }

    /// The line where reading stopped.
    std::size_t line() const {
        std::size_t out = 1;
        for (char const c : text_.substr(0, at_)) out += c == '\n';
        return out;
    }

private:
    void blanks() {
        while (at_ != text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    }
    bool word(std::string_view expected) {
        blanks();
        if (!text_.substr(at_).starts_with(expected)) return false;
        at_ += expected.size();
        return true;
    }
    char character() {
        char const c = text_[at_++];
        if (c != '\\' || at_ == text_.size()) return c;
        char const letter = text_[at_++];
        constexpr std::string_view letters = "nrt", named = "\n\r\t";
        if (auto const at = letters.find(letter); at != letters.npos) return named[at];
        if (letter < '0' || letter > '7') return letter;
        int value = letter - '0';
        for (int i = 0; i != 2 && at_ != text_.size(); ++i) value = value * 8 + (text_[at_++] - '0');
        return static_cast<char>(value);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace oracle
