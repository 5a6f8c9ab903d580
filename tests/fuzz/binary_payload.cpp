// Binary payloads: a ResponseBatch whole, in pieces, and into an output that has been used before.
#include "../support/protobuf_bytes.hpp"
#include "fuzz.hpp"
#include "payload.hpp"

#include <string>
#include <string_view>

namespace {

/// A message of a client, and a status.
std::string former() {
    using namespace support;
    auto const sender = number(1, 1) + block(2, "\xab\xcd");
    auto const message = block(1, bytes("17000000000000000000000001")) +
                         block(2, R"({"module_id":"im","command":"ring","params":{"a":1},"extra":{"b":2}})") +
                         block(5, sender);
    return block(1, block(1, block(1, message))) +
           block(1, block(2, block(1, block(1, "\xab") + number(3, 1))));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider input(bytes, size);
    fuzz::splitter const split(input);
    auto const limits = fuzz::limits_from(input);
    auto const owner = fuzz::rest_of(input);
    auto const payload = fuzz::view(owner);
    static auto const before = former();

    auto const got =
        fuzz::decoded_every_way(payload, before, limits, split, b24pull::realtime::payload_kind::binary,
                                [](std::string_view content, auto& out, auto const& within) {
                                    b24pull::realtime::decode_binary(content, out, within);
                                });
    for (auto const& status : got.channel_statuses)
        fuzz::check(fuzz::is_hex(status.public_id), "a channel's id is of hexadecimal digits");
    for (auto const& message : got.messages) {
        fuzz::check(fuzz::is_hex(message.mid), "an id is of hexadecimal digits");
        fuzz::check_as_batch(message);
        fuzz::check_as_frame(message);
    }
    return 0;
}
