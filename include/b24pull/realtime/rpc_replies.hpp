// Everything that a client has to send back for what has arrived, server version 5 and later.
//
//     auto const& got = reader.finish(payload_kind::text);
//     for (auto const& text : rpc_replies(got)) socket.send(text);
#pragma once

#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/json_rpc.hpp>

#include <string>
#include <vector>

namespace b24pull::realtime {

/// The texts, each a text message of its own, in this order: a sign of life; for each message, duplicates and refused
/// ones included, its acknowledgement if it has an id, and its answer if its call has one; the refusal of calls that
/// we do not know, if they have an id.
///
/// A refused message is acknowledged too: the server could send it again only as it is.
std::vector<std::string> rpc_replies(decoded const& got);

// Bodies.

inline std::vector<std::string> rpc_replies(decoded const& got) {
    std::vector<std::string> out;
    if (got.ping) out.emplace_back(rpc_pong);
    for (auto const& message : got.messages) {
        if (!message.mid.empty()) out.push_back(rpc_acknowledgement(message.mid));
        if (!message.rpc_id.empty()) out.push_back(rpc_result_text(message.rpc_id));
    }
    for (auto const& part : got.refused) {
        if (!part.mid.empty()) out.push_back(rpc_acknowledgement(part.mid));
        if (!part.rpc_id.empty()) out.push_back(rpc_invalid_params_text(part.rpc_id));
    }
    for (auto const& request : got.requests)
        if (!request.id.empty()) out.push_back(rpc_method_not_found_text(request.id));
    return out;
}

} // namespace b24pull::realtime
