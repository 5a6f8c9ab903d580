// What can be wrong with the bytes that a peer sends.
#pragma once

#include <b24pull/condition.hpp>

namespace b24pull {

/// The peer sent bytes that do not mean what the protocol says. Paths and offsets tell where.
enum class protocol_errc {
    // The text as a whole. All of these are fatal.
    /// The body is empty or only white space. Retry later: a proxy or a restart in between.
    empty_body = 1,
    /// The text is not JSON. Retry later: HTML of a proxy or of a maintenance page, as a rule.
    json_syntax,
    /// The JSON text ends too early. Retry later: a cut connection.
    json_incomplete,
    /// JSON nested deeper than json_limits::depth.
    json_too_deep,
    /// More bytes than json_limits::body.
    body_too_large,
    /// A required member is missing, or null.
    missing_member,
    /// A value is of another type than the protocol says.
    wrong_type,
    /// A number is outside its range.
    out_of_range,
    /// The configuration names no address to connect to.
    no_endpoint,
    /// The configuration has neither a JWT nor a channel to listen on.
    no_channel,
    /// A redirection without a usable Location.
    invalid_redirect,
    /// A redirection from https to http, refused.
    insecure_redirect,
    // Single values. In a configuration these are warnings and the value is left out or defaulted.
    /// A URL that cannot be used: not absolute, wrong scheme, left-over placeholder, forbidden characters.
    invalid_url,
    /// A date that is no date.
    invalid_timestamp,
    /// A date in another form than ATOM, read all the same.
    irregular_timestamp,
    /// An id or signature with characters that would break a URL or a list of channels, or empty.
    invalid_id,
    /// A flag that is none of true/false, 1/0, "1"/"0", "Y"/"N", "".
    invalid_flag,
    /// A text longer than its limit.
    text_too_long,
    /// A member came twice; the last one counts.
    duplicate_member,
    /// A channel that ends before it starts, or lives longer or shorter than the protocol's 43,205 s.
    unusual_lifetime,
    /// Shared mode without the client id that it needs: connecting will be refused.
    missing_client_id,
    /// More public channels than json_limits::public_channels; the rest was left out.
    too_many_public_channels,
    /// More warnings than json_limits::warnings; the rest was left out.
    too_many_warnings,
    // Payloads of the real-time connection as a whole: nothing of them is delivered.
    /// A binary payload ends inside a field. Retry later: resume from where you are.
    truncated_payload,
    /// A binary payload is not Protocol Buffers.
    invalid_protobuf,
    /// Unknown groups nested deeper than decode_limits::groups.
    nested_too_deep,
    /// More bytes than decode_limits::payload.
    payload_too_large,
    // Parts of payloads: the others are delivered.
    /// A frame's begin marker without an end marker: the frame was cut.
    unfinished_frame,
    /// A message larger than decode_limits::message; the others were delivered.
    message_too_large,
    /// More messages in one payload than decode_limits::messages; those before were delivered.
    too_many_messages,
};

// Bodies.

namespace detail {

constexpr char const* message_of(protocol_errc code) noexcept {
    switch (code) {
    case protocol_errc::empty_body: return "the answer is empty";
    case protocol_errc::json_syntax: return "the text is not JSON";
    case protocol_errc::json_incomplete: return "the JSON text ends too early";
    case protocol_errc::json_too_deep: return "the JSON text is nested too deep";
    case protocol_errc::body_too_large: return "the body is larger than the limit";
    case protocol_errc::missing_member: return "a required member is missing";
    case protocol_errc::wrong_type: return "a value is of the wrong type";
    case protocol_errc::out_of_range: return "a number is out of range";
    case protocol_errc::no_endpoint: return "the configuration names no usable address to connect to";
    case protocol_errc::no_channel: return "the configuration has neither a JWT nor a usable channel";
    case protocol_errc::invalid_redirect: return "the redirection has no usable Location";
    case protocol_errc::insecure_redirect: return "the redirection leads from https to http";
    case protocol_errc::invalid_url: return "a URL cannot be used";
    case protocol_errc::invalid_timestamp: return "a date cannot be read";
    case protocol_errc::irregular_timestamp: return "a date is not in ATOM form";
    case protocol_errc::invalid_id: return "an id is empty or has forbidden characters";
    case protocol_errc::invalid_flag: return "a flag has an unknown spelling";
    case protocol_errc::text_too_long: return "a text is longer than the limit";
    case protocol_errc::duplicate_member: return "a member came twice; the last one counts";
    case protocol_errc::unusual_lifetime: return "a channel does not live 43205 s";
    case protocol_errc::missing_client_id: return "shared mode without a client id";
    case protocol_errc::too_many_public_channels: return "more public channels than the limit";
    case protocol_errc::too_many_warnings: return "more warnings than the limit";
    case protocol_errc::truncated_payload: return "the payload ends inside a field";
    case protocol_errc::invalid_protobuf: return "the payload is not Protocol Buffers";
    case protocol_errc::nested_too_deep: return "unknown groups are nested too deep";
    case protocol_errc::payload_too_large: return "the payload is larger than the limit";
    case protocol_errc::unfinished_frame: return "a frame has no end marker";
    case protocol_errc::message_too_large: return "a message is larger than the limit";
    case protocol_errc::too_many_messages: return "more messages in a payload than the limit";
    }
    return "unknown protocol error";
}

constexpr condition condition_of(protocol_errc code) noexcept {
    switch (code) {
    case protocol_errc::empty_body:
    case protocol_errc::json_syntax:
    case protocol_errc::json_incomplete:
    case protocol_errc::truncated_payload: return condition::retry_later;
    default: return condition::give_up;
    }
}

} // namespace detail
} // namespace b24pull
