// Text payloads: frames, arrays and bare objects, whole, in pieces, and into an output that has been used before.
#include "fuzz.hpp"
#include "payload.hpp"

#include <string>
#include <string_view>

namespace {

constexpr std::string_view former =
    R"([{"mid":"17000000000000000000000001","tag":"7","time":"t","text":{"module_id":"im","command":"ring",)"
    R"("params":{"a":1},"extra":{"sender":{"type":1,"id":"ab"}}}},{"x":1},)"
    R"({"jsonrpc":"2.0","id":4,"method":"reload"},{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}}])";

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider input(bytes, size);
    fuzz::splitter const split(input);
    auto const limits = fuzz::limits_from(input);
    auto const owner = fuzz::rest_of(input);
    auto const payload = fuzz::view(owner);

    auto const got =
        fuzz::decoded_every_way(payload, former, limits, split, b24pull::realtime::payload_kind::text,
                                [](std::string_view text, auto& out, auto const& within) {
                                    b24pull::realtime::decode_text(text, out, within);
                                });
    for (auto const& message : got.messages) {
        fuzz::check_as_batch(message);
        fuzz::check_as_frame(message);
    }
    return 0;
}
