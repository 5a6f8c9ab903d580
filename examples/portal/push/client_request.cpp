#include "client_request.hpp"

#include "../hex.hpp"

#include <push/push_server.pb.h>

#include <utility>
#include <vector>

namespace portal::push {
namespace {

constexpr int most_messages = 100;
constexpr int most_receivers = 100; // of each message

client_answer refuse(close_code why) { return {std::move(why), {}}; }

// Why a client may not name this channel, if so.
std::optional<close_code> objection(binary::Channel const& channel, std::string_view key) {
    if (channel.is_private()) return private_not_allowed();
    // To an id of another form no signature can fit.
    auto const name = read_public_name(to_hex(channel.id()));
    if (!name || !may_address({name->atom, to_hex(channel.signature())}, key)) return invalid_signature();
    return std::nullopt;
}

std::optional<close_code> objection(binary::IncomingMessages const& messages, std::string_view key) {
    if (messages.messages_size() > most_messages) return too_many_messages();
    for (auto const& message : messages.messages()) {
        if (message.receivers_size() == 0) return no_channels();
        if (message.receivers_size() > most_receivers) return too_many_channels();
        for (auto const& each : message.receivers())
            if (auto const why = objection(each, key)) return why;
    }
    return std::nullopt;
}

client_answer publish(binary::IncomingMessages const& messages, visitor const& from, portal_state& state,
                      wall_time now) {
    if (auto const why = objection(messages, state.signature_key)) return refuse(*why);
    for (auto const& message : messages.messages()) {
        std::vector<std::string> channels;
        for (auto const& each : message.receivers()) channels.push_back(to_hex(each.id()));
        // Whatever the client says of its sender, it is he.
        state.push.hub.publish(
            {message.body(), std::chrono::seconds(message.expiry()), {sender_type::client, from.public_atom}},
            channels, now);
    }
    return {};
}

client_answer count(binary::ChannelStatsRequest const& asked, portal_state& state) {
    if (asked.channels_size() == 0) return refuse(no_channels());
    if (asked.channels_size() > most_receivers) return refuse(too_many_channels());
    binary::ResponseBatch batch;
    auto& answer = *batch.add_responses()->mutable_channel_stats();
    for (auto const& each : asked.channels()) {
        if (auto const why = objection(each, state.signature_key)) return refuse(*why);
        auto& out = *answer.add_channels();
        out.set_id(each.id());
        out.set_is_private(false);
        out.set_is_online(state.push.hub.anyone_at(to_hex(each.id())));
    }
    return {std::nullopt, batch.SerializeAsString()};
}

} // namespace

client_answer answer_client(client_data const& data, visitor const& from, listener& ear, portal_state& state,
                            wall_time now) {
    switch (from.how.format) {
    case wire_format::frames: return {};
    case wire_format::json_rpc: return answer_json_rpc(data.bytes, from, &ear, state, now);
    case wire_format::protobuf: break;
    }
    return answer_request_batch(data.binary ? data.bytes : std::string_view(), from, state, now);
}

client_answer answer_request_batch(std::string_view bytes, visitor const& from, portal_state& state,
                                   wall_time now) {
    ++state.push.statistics.client_requests;
    if (from.public_atom.empty()) return refuse(public_channel_required());
    binary::RequestBatch batch;
    if (bytes.empty() || !batch.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
        batch.requests_size() == 0)
        return refuse(wrong_request_data());
    // Of several requests the first is carried out, and no other.
    auto const& request = batch.requests(0);
    switch (request.command_case()) {
    case binary::Request::kIncomingMessages: return publish(request.incoming_messages(), from, state, now);
    case binary::Request::kChannelStats: return count(request.channel_stats(), state);
    case binary::Request::kServerStats: return refuse(command_not_allowed());
    case binary::Request::COMMAND_NOT_SET: break;
    }
    return refuse(wrong_request_data());
}

} // namespace portal::push
