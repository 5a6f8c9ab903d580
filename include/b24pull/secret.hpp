// A text that must not leak: an access token, a JWT, a channel id, a signature, a webhook path.
//
//     b24pull::secret token{text};
//     send(token.reveal());        // the one way to the text, easy to find in a review
//     std::cout << token;          // does not compile
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull {

namespace detail {

/// Overwrites the whole capacity of `text` in a way that the optimiser may not remove, and leaves it empty.
inline void wipe(std::string& text) noexcept {
    text.resize(text.capacity()); // never reallocates: the size asked for is there already
    volatile char* byte = text.data();
    for (std::size_t left = text.size(); left != 0; --left) *byte++ = '\0';
    text.clear();
}

} // namespace detail

/// Holds a text that cannot be streamed, formatted, compared or converted by accident, and wipes it when it goes.
///
/// Copies hold the text twice, each wiped on its own. A moved-from secret is empty and wiped.
/// Thread safety: as std::string.
class secret {
public:
    /// The empty secret: "the peer sent none".
    secret() = default;

    /// Takes a copy of `text`. The original is the caller's to protect.
    explicit secret(std::string_view text)
        : text_(text) {}

    secret(secret const& other) = default;
    secret(secret&& other) noexcept
        : text_(std::move(other.text_)) {
        detail::wipe(other.text_);
    }
    secret& operator=(secret const& other) {
        if (this != &other) *this = secret(other); // through the move, so that the old text is wiped
        return *this;
    }
    secret& operator=(secret&& other) noexcept {
        if (this != &other) {
            detail::wipe(text_);
            text_ = std::move(other.text_);
            detail::wipe(other.text_);
        }
        return *this;
    }
    ~secret() { detail::wipe(text_); }

    /// The text itself, valid until the secret is changed or destroyed. Never hand it to a log.
    std::string_view reveal() const& noexcept { return text_; }
    std::string_view reveal() const&& = delete; // would outlive the text

    bool empty() const noexcept { return text_.empty(); }

    /// Length in bytes.
    std::size_t size() const noexcept { return text_.size(); }

    // Comparing secrets byte by byte tells how long the common beginning is: compare reveal()ed texts, knowingly.
    friend bool operator==(secret const&, secret const&) = delete;

private:
    std::string text_;
};

template <class Char, class Traits>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>&, secret const&) = delete;

} // namespace b24pull
