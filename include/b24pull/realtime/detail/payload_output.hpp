// Where decoders put what they find: the limits on messages and refused parts in one place.
#pragma once

#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/detail/event_reader.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace b24pull::realtime::detail {

class payload_output {
public:
    payload_output(std::string_view payload, decoded& out, decode_limits const& bounds)
        : payload_(payload)
        , limits_(bounds)
        , out_(out) {
        out.clear();
    }

protected:
    /// The payload is not even looked at.
    bool too_large() {
        if (payload_.size() <= limits_.payload) return false;
        refuse_whole(protocol_errc::payload_too_large);
        return true;
    }

    /// No part may be added. The parts of JSON-RPC count like messages.
    bool full() const noexcept {
        return out_.messages.size() + out_.answers.size() + out_.requests.size() +
                   out_.channel_statuses.size() >=
               limits_.messages;
    }

    /// Adds a message that fill(message&) completes, or reports the part if it finds a fault.
    template <class Fill>
    void add_message(std::string_view part, Fill fill) {
        auto& message = out_.messages.append();
        if (auto const fault = fill(message)) {
            refuse(part, *fault, message.mid, message.rpc_id);
            out_.messages.remove_last();
        }
    }

    /// Reports a part, which is a view into the payload.
    void refuse(std::string_view part, part_fault why, std::string_view mid = {},
                std::string_view rpc_id = {}) {
        ++out_.refused_count;
        if (out_.refused.size() >= limits_.refused) return;
        auto const offset = static_cast<std::size_t>(part.data() - payload_.data());
        out_.refused.push_back(
            {why.code, offset, part.size(), why.path, std::string(mid), std::string(rpc_id)});
    }

    /// Nothing of the payload counts.
    void refuse_whole(protocol_errc code) {
        out_.clear();
        refuse(payload_, {code});
    }

    std::string_view const payload_;
    decode_limits const& limits_;
    decoded& out_;
};

} // namespace b24pull::realtime::detail
