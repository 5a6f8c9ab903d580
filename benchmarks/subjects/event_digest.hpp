// The messages of a payload in comparable form.
#pragma once

#include "../harness/digest.hpp"

#include <b24pull/realtime/decoded.hpp>

namespace benchmarks {

inline digest values_of(b24pull::realtime::decoded const& decoded) {
    digest out;
    out.add("messages", decoded.messages.size());
    out.add("refused", decoded.refused_count);
    for (auto const& message : decoded.messages) {
        out.add("mid", message.mid);
        out.add("module", message.module_id);
        out.add("command", message.command);
        out.add_json("params", message.params);
        out.add_json("extra", message.extra);
        out.add("sender", static_cast<int>(message.sender.type));
        out.add("sender_id", message.sender.id);
    }
    return out;
}

} // namespace benchmarks
