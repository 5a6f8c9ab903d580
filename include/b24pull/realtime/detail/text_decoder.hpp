// Text payloads of every kind: frames, arrays, single objects, JSON-RPC.
#pragma once

#include <b24pull/realtime/detail/payload_output.hpp>
#include <b24pull/realtime/detail/rpc_message.hpp>
#include <b24pull/realtime/frame.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::realtime::detail {

/// The members of one object, whatever it is: an envelope around an event, an event by itself, a packet of JSON-RPC.
struct raw_packet {
    raw_event bare = {};        // shares `params` with JSON-RPC
    std::string_view text = {}; // the event inside the envelope
    std::string_view mid = {}, tag = {}, time = {};
    std::string_view jsonrpc = {}, method = {}, id = {}, result = {}, error = {};

    std::string_view* find(json_string const& key) {
        if (key.is("text")) return &text;
        if (key.is("mid")) return &mid;
        if (key.is("tag")) return &tag;
        if (key.is("time")) return &time;
        if (key.is(rpc_member::id)) return &id;
        if (key.is(rpc_member::version)) return &jsonrpc;
        if (key.is(rpc_member::method)) return &method;
        if (key.is(rpc_member::result)) return &result;
        if (key.is(rpc_member::error)) return &error;
        return bare.find(key);
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
        if (frames_at != payload_.npos && !is_content(frames_at - first, text)) read_frames(frames_at);
        else if (text == rpc_ping) out_.ping = true;
        else if (text.front() == '[') read_array(text);
        else if (text.front() == '{') read_object(text);
        else refuse_whole(protocol_errc::json_syntax);
    }

private:
    /// Whether a marker lies within sound JSON text: a message may speak of markers.
    bool is_content(std::size_t marker_at, std::string_view text) const {
        json_scanner scanner(text, limits_.depth);
        scanner.skip();
        return scanner.offset() > marker_at;
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
            bool const sound = (is_object ? locate(scanner, packet) : scanner.skip()) && scanner.blanks() &&
                               content.substr(scanner.offset()).starts_with(frame_end);
            if (!sound) {
                auto const broken = find_end_of_broken(payload_, at);
                auto const fault = broken.unfinished ? protocol_errc::unfinished_frame
                                                     : scanner.fault().value_or(protocol_errc::json_syntax);
                refuse(payload_.substr(at, broken.end - at), {fault});
                at = broken.end;
                continue;
            }
            auto const size = frame_begin.size() + scanner.offset() + frame_end.size();
            take_part(payload_.substr(at, size), is_object, packet);
            at += size;
        }
    }

    void read_array(std::string_view text) {
        json_scanner scanner(text, limits_.depth);
        std::size_t sound_until = 0;
        bool const sound = scanner.array([&](json_scanner& in) {
            raw_packet packet;
            bool const is_object = in.peek() == '{';
            auto const begin = in.offset();
            sound_until = begin;
            if (full() || !(is_object ? locate(in, packet) : in.skip())) return false;
            take_part(text.substr(begin, in.offset() - begin), is_object, packet);
            sound_until = in.offset();
            return true;
        });
        if (sound && scanner.at_end()) return;
        auto const fault =
            scanner.fault().value_or(full() ? protocol_errc::too_many_messages : protocol_errc::json_syntax);
        refuse(text.substr(sound ? scanner.offset() : sound_until), {fault});
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
        static_cast<void>(take_id(packet.mid, mid, {}));
        refuse(part, why, mid);
    }

    static part_check take_envelope(raw_packet const& packet, message& out) {
        if (auto const fault = take_id(packet.mid, out.mid, "mid")) return fault;
        // A tag or a time that cannot be used costs the place in history, not the message.
        static_cast<void>(take_id(packet.tag, out.tag, "tag"));
        if (is_string(packet.time) && packet.time.size() <= limits::message_id)
            as_string(packet.time).assign_to(out.time);

        if (packet.text.empty()) {
            if (auto const fault = take_event(packet.bare, out)) return fault;
        } else {
            if (!packet.text.starts_with('{')) return part_fault{protocol_errc::wrong_type, "text"};
            auto event = located<raw_event>(packet.text);
            if (is_absent(event.extra)) event.extra = packet.bare.extra; // where the documentation has it
            if (auto const fault = take_event(event, out)) return fault;
        }
        take_claimed_sender(out);
        return std::nullopt;
    }

    /// Frames do not tell who sent a message. What the body itself says of it is believed only where it costs trust.
    static void take_claimed_sender(message& out) {
        struct raw_extra {
            std::string_view sender = {};
            std::string_view* find(json_string const& key) { return key.is("sender") ? &sender : nullptr; }
        };
        if (out.extra.find("sender") == out.extra.npos) return;
        take_sender(located<raw_extra>(out.extra).sender, out.sender);
        if (out.sender.type != sender_type::client) out.sender = {};
    }

    void take_rpc(std::string_view part, raw_packet const& packet) {
        auto const id = rpc_id(packet.id);
        if (is_string(packet.method) && packet.method.size() > 2) {
            auto method = as_string(packet.method).unescaped();
            if (method != rpc_method::incoming_message)
                return static_cast<void>(out_.requests.push_back({std::move(method), std::string(id)}));
            return add_message(part, [&](message& out) {
                out.rpc_id = id;
                return take_rpc_message(packet.bare.params, out);
            });
        }
        if (packet.id.empty() || (packet.result.empty() && is_absent(packet.error)))
            return refuse(part, {protocol_errc::missing_member, rpc_member::method});
        out_.answers.push_back(make_answer(packet.id, packet.result, packet.error));
    }
};

} // namespace b24pull::realtime::detail
