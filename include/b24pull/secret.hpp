// A text that must not leak: an access token, a JWT, a channel id, a signature, a webhook path.
//
//     b24pull::secret token{text};
//     send(token.reveal());        // the one way to the text, easy to find in a review
//     std::cout << token;          // does not compile
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull {

namespace detail {

/// Overwrites memory in a way that the optimiser may not remove.
inline void wipe(char* bytes, std::size_t size) noexcept {
#ifdef __GNUC__
    if (size == 0) return;
    std::memset(bytes, 0, size);
    __asm__ __volatile__("" : : "r"(bytes) : "memory"); // as if somebody read it
#else
    for (volatile char* byte = bytes; size != 0; --size) *byte++ = '\0';
#endif
}

/// Overwrites the whole capacity of `text`, and leaves it empty.
inline void wipe(std::string& text) noexcept {
    text.resize(text.capacity()); // never reallocates: the size asked for is there already
    wipe(text.data(), text.size());
    text.clear();
}

} // namespace detail

/// Holds a text that cannot be streamed, formatted, compared or converted by accident, and wipes it when it goes.
///
/// Copies hold the text twice, each wiped on its own. A moved-from secret is empty, and nothing of the text is in it.
/// Thread safety: as std::string.
class secret {
public:
    /// The empty secret: "the peer sent none".
    secret() = default;

    /// Takes a copy of `text`. The original is the caller's to protect.
    explicit secret(std::string_view text)
        : text_(text.empty() ? nullptr : new char[text.size()])
        , size_(text.size()) {
        std::copy(text.begin(), text.end(), text_.get());
    }

    /// Holds the text once more.
    secret(secret const& other)
        : secret(other.reveal()) {}
    /// Takes the text; the other secret is empty then.
    secret(secret&& other) noexcept
        : text_(std::move(other.text_))
        , size_(std::exchange(other.size_, 0)) {}
    /// Takes or copies the text, as the argument was made; the old one is wiped.
    secret& operator=(secret other) noexcept { // which takes the old text along, and wipes it
        text_.swap(other.text_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~secret() { detail::wipe(text_.get(), size_); }

    /// The text itself, valid until the secret is changed or destroyed. Never hand it to a log.
    std::string_view reveal() const& noexcept { return {text_.get(), size_}; }
    std::string_view reveal() const&& = delete; // would outlive the text

    /// Whether there is no text.
    bool empty() const noexcept { return size_ == 0; }

    /// Length in bytes.
    std::size_t size() const noexcept { return size_; }

    // Comparing secrets byte by byte tells how long the common beginning is: compare reveal()ed texts, knowingly.
    friend bool operator==(secret const&, secret const&) = delete;

private:
    std::unique_ptr<char[]>
        text_; // not a string: that would keep short texts in itself, and leave them behind
    std::size_t size_ = 0;
};

template <class Char, class Traits>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>&, secret const&) = delete;

} // namespace b24pull
