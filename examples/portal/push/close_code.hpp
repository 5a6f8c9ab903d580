// Why the push server ends a connection: the number of the close frame, and the text beside it.
#pragma once

#include <cstdint>
#include <string>

namespace portal::push {

struct close_code {
    std::uint16_t number = 1000;
    std::string text = {};

    // As it stands in the close frame, and in the body of an answer over HTTP.
    std::string reason() const { return text.empty() ? text : std::to_string(number) + ": " + text; }
};

inline close_code wrong_channel() { return {4010, "Wrong Channel Id."}; }
inline close_code public_channel_required() { return {4012, "Public Channel Id is Required."}; }
inline close_code wrong_request_data() { return {4013, "Wrong Request Data."}; }
inline close_code command_not_allowed() { return {4014, "Request command is not allowed."}; }
inline close_code too_many_messages() { return {4016, "Request exceeded the maximum number of messages."}; }
inline close_code no_channels() { return {4017, "No channels found."}; }
inline close_code too_many_channels() { return {4018, "Request exceeded the maximum number of channels."}; }
inline close_code private_not_allowed() { return {4020, "Private channel is not allowed."}; }
inline close_code invalid_signature() { return {4021, "Channel has an invalid signature."}; }
inline close_code too_many_connections() { return {4029, "Too many connections"}; }

} // namespace portal::push
