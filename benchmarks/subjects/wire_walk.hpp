// The least that can be done with a binary payload: finds where each message's id and body stand.
#pragma once

#include "../harness/keep.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace benchmarks {

/// Reads Protocol Buffers without recursion into anything that it does not need.
class wire_walk {
public:
    explicit wire_walk(std::string_view bytes)
        : at_(bytes.data())
        , end_(at_ + bytes.size()) {}

    /// Calls on_bytes(number, bytes) for each field with a length, and passes by the others.
    ///
    /// @return false if the bytes are cut
    template <class OnBytes>
    bool fields(OnBytes on_bytes) {
        while (at_ != end_) {
            std::uint64_t tag = 0, value = 0;
            if (!varint(tag)) return false;
            switch (tag & 7) {
            case 0:
                if (!varint(value)) return false;
                break;
            case 5:
                if (end_ - at_ < 4) return false;
                at_ += 4;
                break;
            case 2:
                if (!varint(value) || value > static_cast<std::uint64_t>(end_ - at_)) return false;
                on_bytes(tag >> 3, std::string_view(at_, value));
                at_ += value;
                break;
            default: return false;
            }
        }
        return true;
    }

private:
    bool varint(std::uint64_t& out) {
        for (unsigned shift = 0; at_ != end_ && shift < 64; shift += 7) {
            auto const byte = static_cast<unsigned char>(*at_++);
            out |= std::uint64_t{byte & 127u} << shift;
            if (byte < 128) return true;
        }
        return false;
    }

    char const* at_;
    char const* end_;
};

/// Walks through a ResponseBatch, and gives the number of its messages.
inline std::size_t walk_batch(std::string_view payload) {
    std::size_t messages = 0;
    auto const on_message = [&messages](std::uint64_t, std::string_view message) {
        std::string_view id, body;
        wire_walk(message).fields([&](std::uint64_t number, std::string_view bytes) {
            if (number == 1) id = bytes;
            if (number == 2) body = bytes;
        });
        keep(id);
        keep(body);
        ++messages;
    };
    wire_walk(payload).fields([&](std::uint64_t, std::string_view response) {
        wire_walk(response).fields(
            [&](std::uint64_t, std::string_view outgoing) { wire_walk(outgoing).fields(on_message); });
    });
    return messages;
}

} // namespace benchmarks
