// The parts of JSON-RPC packets: the params of incoming.message with what is merged into them, ids, answers.
#pragma once

#include <b24pull/realtime/detail/event_reader.hpp>
#include <b24pull/realtime/json_rpc.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::realtime::detail {

/// The params of incoming.message.
struct raw_incoming {
    std::string_view mid = {}, body = {}, sender = {}, user_params = {}, dictionary = {};
    raw_event event = {}; // the body's members

    static table_view<raw_member<raw_incoming>> members() noexcept {
        static constexpr raw_member<raw_incoming> all[] = {
            {"mid", text_to<&raw_incoming::mid>},
            {"body", [](raw_incoming& out, json_scanner& in) { return locate(in, out.body, out.event); }},
            {"sender", text_to<&raw_incoming::sender>},
            {"user_params", text_to<&raw_incoming::user_params>},
            {"dictionary", text_to<&raw_incoming::dictionary>},
        };
        return all;
    }
};

/// JavaScript's Object.assign on checked JSON texts: members of later objects replace those of earlier ones and keep
/// their place. A list counts as the object that PHP wrote it from, with the keys 0, 1, …; anything else has no
/// members.
class member_merge {
public:
    void add(std::string_view value) {
        json_scanner scanner(value, json_scanner::deepest);
        if (scanner.peek() == '{') {
            scanner.object([this](json_string const& key, json_scanner& in) {
                std::string_view member;
                return in.value(member) && set(key.unescaped(), member);
            });
        } else if (scanner.peek() == '[') {
            std::size_t index = 0;
            scanner.array([&](json_scanner& in) {
                std::string_view element;
                return in.value(element) && set(std::to_string(index++), element);
            });
        }
    }

    std::string text() const {
        object_writer out;
        for (auto const& [key, value] : members_) out.member(key, value);
        return out.text();
    }

private:
    bool set(std::string key, std::string_view value) {
        auto const [at, is_new] = places_.try_emplace(std::move(key), members_.size());
        if (is_new) members_.emplace_back(at->first, value);
        else members_[at->second].second = value;
        return true;
    }

    std::map<std::string, std::size_t> places_; // no hashing: the keys are the peer's choice
    std::vector<std::pair<std::string_view, std::string_view>> members_; // keys live in places_
};

/// Fills a message from the params of incoming.message. Faults: missing_member and wrong_type for the body; as
/// take_event().
inline part_check take_rpc_message(raw_incoming const& raw, message& out) {
    if (auto const fault = take_id(raw.mid, out.mid, "params.mid")) return fault;
    take_sender(raw.sender, out.sender);
    if (is_absent(raw.body)) return part_fault{protocol_errc::missing_member, "params.body"};
    if (!raw.body.starts_with('{')) return part_fault{protocol_errc::wrong_type, "params.body"};
    if (auto const fault = take_event(raw.event, out)) return fault;
    if (is_absent(raw.user_params) && is_absent(raw.dictionary)) return std::nullopt;

    member_merge merged;
    auto const own = std::move(out.params);
    for (auto const value : {std::string_view(own), raw.user_params, raw.dictionary}) merged.add(value);
    out.params = merged.text();
    return std::nullopt;
}

/// The id of a call as JSON text that can be sent back, or "" for a notification.
constexpr std::string_view rpc_id(std::string_view value) noexcept {
    bool const usable = !is_absent(value) && value.size() <= limits::message_id && !is_container(value);
    return usable ? value : std::string_view();
}

struct raw_error {
    std::string_view code = {}, message = {};

    static table_view<raw_member<raw_error>> members() noexcept {
        static constexpr raw_member<raw_error> all[] = {
            {rpc_member::code, text_to<&raw_error::code>},
            {rpc_member::message, text_to<&raw_error::message>},
        };
        return all;
    }
};

inline rpc_answer make_answer(std::string_view id, std::string_view result, std::string_view error) {
    rpc_answer out;
    if (auto const number = to_integer(id); number && *number >= 0)
        out.id = static_cast<std::uint64_t>(*number);
    if (is_absent(error)) {
        out.result = result;
        return out;
    }
    auto const raw = located<raw_error>(error);
    out.error.emplace();
    out.error->code = to_integer(raw.code).value_or(0);
    static_cast<void>(take_text(is_string(error) ? error : raw.message, out.error->message, {}));
    out.error->message.resize(first_bytes(out.error->message, limits::description).size());
    return out;
}

} // namespace b24pull::realtime::detail
