#include "wire.hpp"

#include "../hex.hpp"

#include <push/push_server.pb.h>

namespace portal::push {
namespace {

std::uint32_t created(message const& what, origin from) {
    auto const milliseconds = what.created.time_since_epoch().count();
    return static_cast<std::uint32_t>(from == origin::live ? milliseconds : milliseconds / 1000);
}

void add(binary::OutgoingMessages& into, message const& what, origin from) {
    auto& out = *into.add_messages();
    out.set_id(from_hex(what.mid).value_or(""));
    out.set_body(what.body);
    out.set_expiry(static_cast<std::uint32_t>(what.expiry.count()));
    out.set_created(created(what, from));
    out.mutable_sender()->set_type(static_cast<binary::SenderType>(what.from.type));
    if (!what.from.public_atom.empty())
        out.mutable_sender()->set_id(from_hex(what.from.public_atom).value_or(""));
}

} // namespace

// A replay is one response with all messages, live ones are a response each.
std::string encode_protobuf(std::span<delivery const> messages, origin from) {
    binary::ResponseBatch batch;
    for (auto const& [what, channel] : messages) {
        auto& response = from == origin::history && batch.responses_size() > 0 ? *batch.mutable_responses(0)
                                                                               : *batch.add_responses();
        add(*response.mutable_outgoing_messages(), *what, from);
    }
    return batch.SerializeAsString();
}

} // namespace portal::push
