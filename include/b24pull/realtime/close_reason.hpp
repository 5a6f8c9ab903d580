// Why a connection ended or was refused, and what each reason asks of us: the close codes of both sides and the HTTP
// statuses of a handshake.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace b24pull::realtime {

/// What to do after a connection has ended, or a publication was refused.
enum class remedy {
    /// Connect again, later each time.
    reconnect,
    /// The channels or the token are not accepted: fetch the configuration after 6 to 35 s, later if it repeats.
    refetch_config,
    /// The history after our mid cannot be read: connect again, and if it repeats without a mid; there is a gap.
    resume_afresh,
    /// The answer to something that was sent: report it to the sender, never send it again, and connect again.
    report_to_sender,
};

/// Close codes that we send.
enum class close_code : std::uint16_t {
    /// The host stops, or goes offline.
    normal = 1000,
    /// A channel was replaced, or WebSocket takes over from long polling.
    config_replaced = 3000,
    /// A channel has expired.
    channel_expired = 3001,
    server_restarted = 3002,
    config_expired = 3003,
    /// No sign of life for too long.
    stuck = 3005,
};

/// The reason text that goes with it.
constexpr std::string_view reason_text(close_code code) noexcept;

/// What the server meant by closing the connection.
struct close_reason {
    /// Whole number, 1006 for a connection that was cut without a word.
    unsigned code = 0;
    /// What to do before, or instead of, connecting again.
    realtime::remedy remedy = realtime::remedy::reconnect;
    /// Words for people, constant; "" for codes that no server is known to send.
    std::string_view text = {};
};

/// Looks a close code up. Unknown codes, 1000, 1001, 1006 and 1008 among them, mean remedy::reconnect: servers of
/// version 3 and below have no codes of their own.
///
/// Source: push server 2.0.
constexpr close_reason read_close_code(unsigned code) noexcept;

/// The code in a refusal that is told as text, `CODE: WORDS`: the reason of a close frame, or the body of an HTTP
/// answer with status 400 or 429 to a poll or a publication. 0 if there is none.
constexpr unsigned code_in_text(std::string_view text) noexcept;

/// What a refused publication or poll means: by the code that the body tells, else by the HTTP status.
/// close_reason::code is the one or the other.
constexpr close_reason read_refusal(unsigned status, std::string_view body) noexcept;

/// What a refused WebSocket handshake or poll asks for, by its HTTP status: 400, 401, 403 and 404 are about the
/// channels or the token; everything else passes (429, 5xx, a proxy's own).
constexpr remedy remedy_of_status(unsigned status) noexcept;

// Bodies.

namespace detail {

inline constexpr auto close_reasons = std::to_array<close_reason>({
    {4010, remedy::refetch_config, "wrong channel id"},
    {4011, remedy::resume_afresh, "the last messages cannot be read"},
    {4012, remedy::report_to_sender, "publishing needs a public channel of one's own"},
    {4013, remedy::report_to_sender, "the data sent cannot be read"},
    {4014, remedy::report_to_sender, "the command is not allowed"},
    {4015, remedy::report_to_sender, "the command is unknown"},
    {4016, remedy::report_to_sender, "too many messages at once"},
    {4017, remedy::report_to_sender, "no receivers"},
    {4018, remedy::report_to_sender, "too many receivers"},
    {4019, remedy::report_to_sender, "a receiver's id is invalid"},
    {4020, remedy::report_to_sender, "a receiver is a private channel"},
    {4021, remedy::report_to_sender, "a receiver's signature is invalid"},
    {4029, remedy::reconnect, "displaced by newer connections to the same channel"},
});

} // namespace detail

constexpr std::string_view reason_text(close_code code) noexcept {
    switch (code) {
    case close_code::normal: return "";
    case close_code::config_replaced: return "config was replaced";
    case close_code::channel_expired: return "channel expired received";
    case close_code::server_restarted: return "server was restarted";
    case close_code::config_expired: return "config expired";
    case close_code::stuck: return "connection stuck";
    }
    return "";
}

constexpr close_reason read_close_code(unsigned code) noexcept {
    for (auto const& row : detail::close_reasons)
        if (row.code == code) return row;
    return {code};
}

constexpr unsigned code_in_text(std::string_view text) noexcept {
    if (text.size() < 5 || text[4] != ':') return 0;
    unsigned code = 0;
    for (char const c : text.substr(0, 4)) {
        if (c < '0' || c > '9') return 0;
        code = code * 10 + static_cast<unsigned>(c - '0');
    }
    return code;
}

constexpr close_reason read_refusal(unsigned status, std::string_view body) noexcept {
    auto const code = code_in_text(body);
    return code != 0 ? read_close_code(code) : close_reason{status, remedy_of_status(status)};
}

constexpr remedy remedy_of_status(unsigned status) noexcept {
    bool const refused = status == 400 || status == 401 || status == 403 || status == 404;
    return refused ? remedy::refetch_config : remedy::reconnect;
}

} // namespace b24pull::realtime
