// Sixteen bytes of text looked at together: whatever scans long texts takes them a block at a time.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__) || defined(_M_X64) // part of every x86-64
#define B24PULL_DETAIL_SSE2
#include <emmintrin.h>
#endif

namespace b24pull::detail {

/// The places of some bytes of a block, from 0.
class block_places {
public:
    /// @param bits  one for each of them, the lowest for the first byte
    explicit block_places(unsigned bits) noexcept
        : bits_(bits) {}

    bool any() const noexcept { return bits_ != 0; }
    /// Of some.
    std::size_t first() const noexcept { return static_cast<std::size_t>(std::countr_zero(bits_)); }
    void remove_first() noexcept { bits_ &= bits_ - 1; }

private:
    unsigned bits_;
};

/// With what every processor has. The same interface as sse2_block.
class portable_block {
public:
    /// Some of the bytes.
    class found {
    public:
        friend found operator|(found a, found b) noexcept {
            return {{a.words_[0] | b.words_[0], a.words_[1] | b.words_[1]}};
        }
        bool none() const noexcept { return (words_[0] | words_[1]) == 0; }
        /// How many bytes stand before the first of them. There is one.
        std::size_t before() const noexcept {
            if (words_[0] != 0) return before_in(words_[0]);
            return sizeof words_[0] + before_in(words_[1]);
        }
        /// Their places.
        block_places places() const noexcept {
            return block_places(places_in(words_[0]) | places_in(words_[1]) << sizeof words_[0]);
        }

    private:
        friend portable_block;
        /// A byte that was found has its highest bit set, and nothing else is.
        using words = std::array<std::uint64_t, 2>;
        found(words const& all) noexcept
            : words_(all) {}
        static std::size_t before_in(std::uint64_t word) noexcept {
            bool const little = std::endian::native == std::endian::little;
            return static_cast<std::size_t>(little ? std::countr_zero(word) : std::countl_zero(word)) / 8;
        }
        static unsigned places_in(std::uint64_t word) noexcept {
            unsigned out = 0;
            std::array<unsigned char, sizeof word> bytes{};
            std::memcpy(bytes.data(), &word, sizeof word);
            for (std::size_t i = 0; i != bytes.size(); ++i) out |= unsigned{bytes[i]} >> 7 << i;
            return out;
        }

        words words_;
    };

    static constexpr std::size_t size = 16;

    explicit portable_block(char const* from) noexcept { std::memcpy(words_.data(), from, size); }
    void copy_to(char* to) const noexcept { std::memcpy(to, words_.data(), size); }

    /// Those that are `c`.
    found equal(char c) const noexcept {
        return in_each([pattern = ones * static_cast<unsigned char>(c)](std::uint64_t word) {
            auto const other = word ^ pattern;
            // Adding carries into the highest bit of each byte that has any of the others.
            return ~(((other & lows) + lows) | other) & ~lows;
        });
    }
    /// Those below `c`, an ASCII character, and those outside ASCII.
    found below_or_not_ascii(char c) const noexcept {
        return in_each([room = ones * (0x80u - static_cast<unsigned char>(c))](std::uint64_t word) {
            return (~((word & lows) + room) | word) & ~lows;
        });
    }

private:
    static constexpr std::uint64_t ones = 0x0101010101010101u, lows = 0x7f7f7f7f7f7f7f7fu;

    template <class Find>
    found in_each(Find find) const noexcept {
        return {{find(words_[0]), find(words_[1])}};
    }

    found::words words_;
};

#ifdef B24PULL_DETAIL_SSE2

class sse2_block {
public:
    class found {
    public:
        friend found operator|(found a, found b) noexcept { return {_mm_or_si128(a.bytes_, b.bytes_)}; }
        bool none() const noexcept { return mask() == 0; }
        std::size_t before() const noexcept { return places().first(); }
        block_places places() const noexcept { return block_places(mask()); }

    private:
        friend sse2_block;
        found(__m128i bytes) noexcept
            : bytes_(bytes) {}
        unsigned mask() const noexcept { return static_cast<unsigned>(_mm_movemask_epi8(bytes_)); }

        __m128i bytes_;
    };

    static constexpr std::size_t size = 16;

    explicit sse2_block(char const* from) noexcept
        : bytes_(_mm_loadu_si128(reinterpret_cast<__m128i const*>(from))) {}
    void copy_to(char* to) const noexcept { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes_); }

    found equal(char c) const noexcept { return {_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))}; }
    found below_or_not_ascii(char c) const noexcept { // which are below 0 with a sign
        return {_mm_cmplt_epi8(bytes_, _mm_set1_epi8(c))};
    }

private:
    __m128i bytes_;
};

using byte_block = sse2_block;

#else

using byte_block = portable_block;

#endif

} // namespace b24pull::detail
