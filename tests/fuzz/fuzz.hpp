// What all targets share: properties that are checked, inputs cut in pieces, and a word that must never be printed.
#pragma once

#include <b24pull/result.hpp>

#include <fuzzer/FuzzedDataProvider.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace fuzz {

/// A property that has to hold whatever the input. One that does not is named, and ends the program: libFuzzer keeps the
/// input then.
inline void check(bool holds, char const* property) {
    if (holds) return;
    std::fprintf(stderr, "property violated: %s\n", property);
    std::abort();
}

/// Stands for a secret in the corpora and dictionaries, and in no text of the library.
inline constexpr std::string_view secret_word = "5e171e1";

inline bool holds_secret(std::string_view text) { return text.find(secret_word) != text.npos; }

/// For everything that is made to be printed.
inline void check_printed(std::string_view text) {
    check(!holds_secret(text), "no printed text holds a secret");
}
inline void check_printed(b24pull::error_code const& code) {
    check_printed(code.message());
    check_printed(code.what());
}
inline void check_printed(b24pull::failure const& failed) {
    check(failed.code().failed(), "a failure has a code");
    check_printed(failed.what());
    check_printed(failed.path());
    check_printed(failed.code());
    check_printed(b24pull::failure_error(failed).what());
}

/// Bytes in memory of their size, so that AddressSanitizer sees whoever reads beyond.
using exact_bytes = std::vector<char>;

inline std::string_view view(exact_bytes const& bytes) { return {bytes.data(), bytes.size()}; }

/// Numbers are taken from the end of the input: what is left is readable text in a corpus.
inline exact_bytes rest_of(FuzzedDataProvider& input) { return input.ConsumeRemainingBytes<char>(); }

/// Cuts texts into pieces of two sizes in turn, which the input tells.
class splitter {
public:
    explicit splitter(FuzzedDataProvider& input)
        : sizes_{std::size_t{1} + input.ConsumeIntegral<std::uint8_t>(),
                 std::size_t{1} + input.ConsumeIntegral<std::uint8_t>()} {}

    /// Calls take(piece) for each. A piece lives no longer than the call.
    template <class Take>
    void operator()(std::string_view text, Take take) const {
        for (std::size_t turn = 0; !text.empty(); turn = 1 - turn) {
            auto const piece = text.substr(0, sizes_[turn]);
            take(view(exact_bytes(piece.begin(), piece.end())));
            text.remove_prefix(piece.size());
        }
    }

private:
    std::size_t sizes_[2];
};

} // namespace fuzz
