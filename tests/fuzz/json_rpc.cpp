// JSON-RPC: whatever packets come, what is sent back is JSON; whatever is published or asked for, what is sent is JSON, and
// our own decoder takes it.
#include "fuzz.hpp"
#include "json_agreement.hpp"
#include "payload.hpp"

#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/publish.hpp>
#include <b24pull/realtime/rpc_replies.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace realtime = b24pull::realtime;
using fuzz::check;

constexpr std::string_view former =
    R"([{"jsonrpc":"2.0","id":4,"method":"reload"},{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}},)"
    R"({"jsonrpc":"2.0","id":8,"method":"incoming.message","params":{"mid":"1","body":{"command":"c"}}}])";

void check_replies(realtime::decoded const& got) {
    for (auto const& text : realtime::rpc_replies(got)) {
        if (text == realtime::rpc_pong) continue;
        if (text.starts_with("mack:")) {
            check(text.find_first_of(" \r\n") == text.npos, "an acknowledgement is one word");
            continue;
        }
        check(fuzz::is_json(text), "what is sent back is JSON");
    }
    for (auto const& answer : got.answers) {
        auto const seen = realtime::read_users_last_seen(answer);
        if (!seen) fuzz::check_printed(seen.error());
    }
}

realtime::publication publication_from(FuzzedDataProvider& input) {
    realtime::publication out;
    for (auto left = input.ConsumeIntegralInRange(0, 3); left != 0; --left)
        out.users.push_back(input.ConsumeIntegral<std::int16_t>());
    for (auto left = input.ConsumeIntegralInRange(0, 3); left != 0; --left)
        out.channels.push_back(realtime::receiver::make("ab12", "cd34").value());
    if (input.ConsumeBool()) out.expiry = std::chrono::seconds(input.ConsumeIntegral<std::int64_t>());
    out.module_id = input.ConsumeRandomLengthString(); // each ended by a backslash and one more character
    out.command = input.ConsumeRandomLengthString();
    return out;
}

/// What a receiver gets of a publication, in the packet of a server.
void check_received(realtime::publication const& sent, std::string_view body) {
    auto const packet = R"([{"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"1","body":)" +
                        std::string(body) + "}}]";
    auto const got = realtime::decode_text(packet);
    check(got.messages.size() == 1 && got.refused_count == 0, "whatever can be published can be received");
    auto const& message = got.messages[0];
    auto module_id = sent.module_id;
    for (char& c : module_id) c = b24pull::detail::to_lower(c);
    check(message.module_id == module_id && message.command == sent.command, "with its names");
    // Blanks around a value are not of the value.
    check(boost::json::parse(message.params).is_structured() &&
              (sent.params.empty() || sent.params.find(message.params) != sent.params.npos),
          "and its params");
}

void check_published(realtime::publication const& sent, std::uint64_t id) {
    auto const call = realtime::publish_call(sent, id);
    auto const batch = realtime::publish_batch(std::vector{sent, sent}, id);
    check(call.has_value() == batch.has_value(), "a batch refuses what a call refuses");
    auto const now = std::chrono::sys_seconds(std::chrono::seconds(1774886062));
    std::vector<b24pull::public_channel> known;
    for (auto const user : sent.users)
        known.push_back({.user_id = user, .public_id = "ab12", .end = {now + std::chrono::hours(1)}});
    auto const bytes = realtime::encode_publications({&sent, 1}, known, now);
    if (bytes)
        check(call.has_value() || call.error().code() == b24pull::usage_errc::invalid_user_id,
              "both versions refuse the same texts");
    else fuzz::check_printed(bytes.error());
    if (!call) return fuzz::check_printed(call.error());

    check(fuzz::is_json(*batch), "a batch is JSON");
    auto const packet = boost::json::parse(*call);
    check(packet.at("method") == "publish" && packet.at("id").to_number<std::uint64_t>() == id,
          "a call names its method and its id");
    auto const* const users = packet.at("params").as_object().if_contains("userList");
    check((users ? users->as_array().size() : 0) == sent.users.size(), "a call names all users");

    // The body's text as it was written, which Boost.JSON would write anew.
    auto const begin = call->find(R"("body":)") + 7;
    b24pull::detail::json_scanner scanner(std::string_view(*call).substr(begin), 64);
    std::string_view body;
    check(scanner.value(body), "a call has a body");
    check_received(sent, body);
}

void check_presence_calls(std::int64_t user, std::uint64_t id) {
    std::vector const users{user, std::int64_t{7}};
    for (auto const& call :
         {realtime::subscribe_status_call(user, id), realtime::unsubscribe_status_call(user, id),
          realtime::users_last_seen_call(users, id)}) {
        check(call.has_value() == (user > 0), "a user's id is positive");
        if (call) check(fuzz::is_json(*call), "a call is JSON");
        else fuzz::check_printed(call.error());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider input(bytes, size);
    fuzz::splitter const split(input);
    auto const limits = fuzz::limits_from(input);
    bool const publishes = input.ConsumeBool();
    auto const id = input.ConsumeIntegral<std::uint64_t>();
    if (publishes) {
        auto sent = publication_from(input);
        sent.params = input.ConsumeRemainingBytesAsString();
        check_published(sent, id);
        check_presence_calls(static_cast<std::int64_t>(id), id);
        return 0;
    }
    auto const owner = fuzz::rest_of(input);
    check_replies(fuzz::decoded_every_way(fuzz::view(owner), former, limits, split,
                                          realtime::payload_kind::text,
                                          [](std::string_view text, auto& out, auto const& within) {
                                              realtime::decode_text(text, out, within);
                                          }));
    return 0;
}
