// Text payloads of every kind: frames, arrays, single objects, JSON-RPC.
#pragma once

#include <b24pull/realtime/detail/payload_output.hpp>
#include <b24pull/realtime/detail/rpc_message.hpp>
#include <b24pull/realtime/frame.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace b24pull::realtime::detail {

/// The members of one object, whatever it is: an envelope around an event, an event by itself, a packet of JSON-RPC.
struct raw_packet {
    raw_event bare = {};
    std::string_view mid = {}, tag = {}, time = {}, text = {};
    raw_event event = {}; // the members of `text`
    std::string_view jsonrpc = {}, method = {}, id = {}, result = {}, error = {};
    raw_incoming incoming = {}; // those of `params`, which an event and JSON-RPC share

    static bool read_params(raw_packet& out, json_scanner& in) {
        return locate(in, out.bare.params, out.incoming);
    }
    static table_view<raw_member<raw_packet>> members() noexcept {
        static constexpr raw_member<raw_packet> all[] = {
            {"mid", text_to<&raw_packet::mid>},
            {"channel", passed},
            {"tag", text_to<&raw_packet::tag>},
            {"time", text_to<&raw_packet::time>},
            {"text", [](raw_packet& out, json_scanner& in) { return locate(in, out.text, out.event); }},
            // An event by itself.
            {event_member::module_id,
             [](raw_packet& out, json_scanner& in) { return in.value(out.bare.module_id); }},
            {event_member::command,
             [](raw_packet& out, json_scanner& in) { return in.value(out.bare.command); }},
            {event_member::params, read_params},
            {event_member::extra,
             [](raw_packet& out, json_scanner& in) { return locate(in, out.bare.extra, out.bare.in_extra); }},
            // JSON-RPC.
            {rpc_member::version, text_to<&raw_packet::jsonrpc>},
            {rpc_member::method, text_to<&raw_packet::method>},
            {rpc_member::params, read_params},
            {rpc_member::id, text_to<&raw_packet::id>},
            {rpc_member::result, text_to<&raw_packet::result>},
            {rpc_member::error, text_to<&raw_packet::error>},
        };
        return all;
    }
    bool is_rpc() const noexcept { return is_string(jsonrpc) && jsonrpc.size() > 2; }
};

class text_decoder : payload_output {
public:
    using payload_output::payload_output;

    void run() {
        if (too_large()) return;
        constexpr std::string_view blanks = " \t\r\n";
        auto const first = payload_.find_first_not_of(blanks);
        if (first == payload_.npos) return; // nothing: no event, no fault
        auto const text = payload_.substr(first, payload_.find_last_not_of(blanks) + 1 - first);
        auto const frames_at = payload_.find(frame_begin);
        bool const json = text.front() == '{' || text.front() == '[';
        bool const framed =
            frames_at != payload_.npos && !(json && is_sound(text)); // a message may speak of markers
        if (framed) read_frames(frames_at);
        else if (text == rpc_ping) out_.ping = true;
        else if (text.front() == '[') read_array(text);
        else if (text.front() == '{') read_object(text);
        else refuse_whole(protocol_errc::json_syntax);
    }

private:
    static bool is_sound(std::string_view text) {
        json_scanner scanner(text, json_scanner::deepest);
        return scanner.skip() && scanner.at_end();
    }

    void read_frames(std::size_t at) {
        for (; at != payload_.npos; at = payload_.find(frame_begin, at)) {
            auto const content = payload_.substr(at + frame_begin.size());
            if (content.starts_with(frame_end)) { // an empty frame
                at += frame_begin.size() + frame_end.size();
                continue;
            }
            if (full()) return refuse(payload_.substr(at), {protocol_errc::too_many_messages});
            json_scanner scanner(content, limits_.depth);
            raw_packet packet;
            bool const is_object = scanner.peek() == '{';
            // The JSON text itself tells where it ends: a marker inside a string is not looked for.
            bool const sound = locate(scanner, packet) && scanner.blanks() &&
                               content.substr(scanner.offset()).starts_with(frame_end);
            auto const size = sound ? frame_begin.size() + scanner.offset() + frame_end.size()
                                    : refuse_frame(at, scanner, packet);
            if (sound) take_part(payload_.substr(at, size), is_object, packet);
            at += size;
        }
    }

    /// Reports a broken frame. It reaches to the next begin marker, since it may have been cut and others come behind
    /// it; else behind its first end marker; else, as does all that follows where no end marker is left, to the end
    /// of the payload. Gives its size.
    std::size_t refuse_frame(std::size_t at, json_scanner const& scanner, raw_packet const& packet) {
        auto const content = at + frame_begin.size();
        auto const size = payload_.size();
        // Looked for once, not for each of many begin markers before it.
        if (end_marker_ < content) end_marker_ = (std::min)(payload_.find(frame_end, content), size);
        auto const next = (std::min)(payload_.find(frame_begin, content), size);
        bool const ran_out = content + scanner.offset() == size && next == size;
        bool const unfinished = ran_out || end_marker_ == size;
        auto const end = unfinished ? size : end_marker_ < next ? end_marker_ + frame_end.size() : next;
        refuse_broken(payload_.substr(at, end - at), packet,
                      unfinished ? protocol_errc::unfinished_frame
                                 : scanner.fault().value_or(protocol_errc::json_syntax));
        return end - at;
    }

    /// Of broken JSON text nothing is believed, its id included; what is only too deep is sound as far as it was read.
    void refuse_broken(std::string_view part, raw_packet const& packet, protocol_errc code) {
        if (code == protocol_errc::json_too_deep) refuse_packet(part, packet, {code});
        else refuse(part, {code});
    }

    /// Each element is taken by itself, as a frame is: its depth is its own, and one too deep is passed by.
    void read_array(std::string_view text) {
        auto at = std::size_t{1};
        auto const blanks = [&] { at = (std::min)(text.find_first_not_of(" \t\r\n", at), text.size()); };
        blanks();
        bool more = !text.substr(at).starts_with(']');
        while (more) {
            blanks();
            if (full()) return refuse(text.substr(at), {protocol_errc::too_many_messages});
            auto const rest = text.substr(at);
            json_scanner scanner(rest, limits_.depth);
            raw_packet packet;
            bool const is_object = scanner.peek() == '{';
            if (locate(scanner, packet)) {
                take_part(rest.substr(0, scanner.offset()), is_object, packet);
                at += scanner.offset();
            } else {
                json_scanner whole(rest, json_scanner::deepest);
                bool const passed = scanner.fault() == protocol_errc::json_too_deep && whole.skip();
                auto const part = passed ? rest.substr(0, whole.offset()) : rest;
                refuse_broken(part, packet, scanner.fault().value_or(protocol_errc::json_syntax));
                if (!passed) return;
                at += part.size();
            }
            blanks();
            more = text.substr(at).starts_with(',');
            if (more) ++at;
        }
        if (text.substr(at).starts_with(']')) {
            ++at;
            blanks();
            if (at == text.size()) return;
        }
        refuse(text.substr(at),
               {at == text.size() ? protocol_errc::json_incomplete : protocol_errc::json_syntax});
    }

    void read_object(std::string_view text) {
        json_scanner scanner(text, limits_.depth);
        raw_packet packet;
        if (full()) refuse(text, {protocol_errc::too_many_messages});
        else if (locate(scanner, packet) && scanner.at_end()) take_part(text, true, packet);
        else refuse_whole(scanner.fault().value_or(protocol_errc::json_syntax));
    }

    /// Takes one object, the JSON text of which is sound.
    void take_part(std::string_view part, bool is_object, raw_packet const& packet) {
        if (!is_object) return refuse(part, {protocol_errc::wrong_type});
        if (part.size() > limits_.message)
            return refuse_packet(part, packet, {protocol_errc::message_too_large});
        if (packet.is_rpc()) return take_rpc(part, packet);
        if (packet.text.empty() && !packet.bare.named())
            return refuse_packet(part, packet, {protocol_errc::missing_member, "text"});
        add_message(part, [&packet](message& out) { return take_envelope(packet, out); });
    }

    void refuse_packet(std::string_view part, raw_packet const& packet, part_fault why) {
        std::string mid;
        auto const at = packet.is_rpc() ? packet.incoming.mid : packet.mid;
        static_cast<void>(take_id(at, mid, {}));
        refuse(part, why, mid, packet.is_rpc() ? rpc_id(packet.id) : std::string_view());
    }

    static part_check take_envelope(raw_packet const& packet, message& out) {
        if (auto const fault = take_id(packet.mid, out.mid, "mid")) return fault;
        // A tag or a time that cannot be used costs the place in history, not the message.
        static_cast<void>(take_id(packet.tag, out.tag, "tag"));
        if (is_string(packet.time) && packet.time.size() <= limits::message_id)
            as_string(packet.time).assign_to(out.time);

        auto event = packet.text.empty() ? packet.bare : packet.event;
        if (!packet.text.empty() && !packet.text.starts_with('{'))
            return part_fault{protocol_errc::wrong_type, "text"};
        if (!is_container(event.extra)) { // beside the event, where the documentation has it
            event.extra = packet.bare.extra;
            event.in_extra = packet.bare.in_extra;
        }
        if (auto const fault = take_event(event, out)) return fault;
        take_claimed_sender(event.in_extra.sender, out.sender);
        return std::nullopt;
    }

    /// Frames do not tell who sent a message. What the body itself says of it is believed only where it costs trust.
    static void take_claimed_sender(std::string_view claimed, sender& out) {
        if (claimed.empty()) return;
        take_sender(claimed, out);
        if (out.type != sender_type::client) out = {};
    }

    void take_rpc(std::string_view part, raw_packet const& packet) {
        auto const id = rpc_id(packet.id);
        if (is_string(packet.method) && packet.method.size() > 2) {
            auto const method = as_string(packet.method);
            if (!method.is(rpc_method::incoming_message))
                return static_cast<void>(out_.requests.push_back({method.unescaped(), std::string(id)}));
            return add_message(part, [&](message& out) {
                out.rpc_id = id;
                if (auto const fault = take_rpc_message(packet.incoming, out)) return fault;
                bool const fits = out.params.size() <= limits_.message; // a merge may make it larger
                return fits ? part_check() : part_fault{protocol_errc::message_too_large};
            });
        }
        if (packet.id.empty() || (packet.result.empty() && is_absent(packet.error)))
            return refuse_packet(part, packet, {protocol_errc::missing_member, rpc_member::method});
        out_.answers.push_back(make_answer(packet.id, packet.result, packet.error));
    }

    std::size_t end_marker_ = 0; // the first behind the frame that is looked at, once it has been looked for
};

} // namespace b24pull::realtime::detail
