#include "wire.hpp"

namespace portal::push {

std::string encode(wire_kind const& how, std::span<delivery const> messages, origin from, wall_time now) {
    switch (how.format) {
    case wire_format::frames: return encode_frames(messages, how.server_version, now);
    case wire_format::protobuf: return encode_protobuf(messages, from);
    case wire_format::json_rpc: return encode_json_rpc(messages);
    }
    return {};
}

} // namespace portal::push
