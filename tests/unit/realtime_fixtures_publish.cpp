#include <b24pull/realtime/publish.hpp>

#include "../support/realtime_fixtures.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_publish)

namespace {

using namespace realtime_fixtures;
using b24pull::error_code;
using b24pull::usage_errc;
using std::chrono::sys_seconds;

/// Encoded vectors that are refused here on purpose, and what the bytes would be all the same.
struct refusal {
    std::string_view name;
    usage_errc code;
};

constexpr refusal refusals[] = {
    {"empty-batch", usage_errc::no_messages},
    {"no-receivers", usage_errc::no_receivers},
    {"odd-hex-quirk", usage_errc::invalid_receiver},
    {"unknown-user", usage_errc::unknown_receiver},
    {"channel-string-without-dot", usage_errc::invalid_receiver},
};

refusal const* find_refusal(std::string_view name) {
    for (auto const& row : refusals)
        if (row.name == name) return &row;
    return nullptr;
}

b24pull::result<realtime::receiver> receiver_of(json::value const& entry) {
    if (entry.is_string()) return realtime::receiver::parse(text_of(entry));
    return realtime::receiver::make(text_in(entry, "publicId"), text_in(entry, "signature"));
}

std::vector<b24pull::public_channel> known_channels(json::value const& ids) {
    std::vector<b24pull::public_channel> out;
    for (auto const& member : ids.as_object()) {
        b24pull::public_channel one;
        one.user_id = member.value().at("userId").as_int64();
        one.public_id = text_in(member.value(), "publicId");
        one.signature = b24pull::secret(text_in(member.value(), "signature"));
        one.end.instant = sys_seconds::max();
        out.push_back(std::move(one));
    }
    return out;
}

/// One message of the official client's sendMessage, or why it cannot be one.
b24pull::result<realtime::publication> publication_of(json::value const& input) {
    realtime::publication out;
    auto const& object = input.as_object();
    if (auto const* const users = object.if_contains("userList"))
        for (auto const& user : users->as_array()) out.users.push_back(user.as_int64());
    if (auto const* const channels = object.if_contains("channelList"))
        for (auto const& entry : channels->as_array()) {
            auto to = receiver_of(entry);
            if (!to) return to.error();
            out.channels.push_back(std::move(*to));
        }
    out.module_id = text_in(input.at("body"), "module_id");
    out.command = text_in(input.at("body"), "command");
    out.params = json::serialize(input.at("body").at("params"));
    if (auto const* const expiry = object.if_contains("expiry"))
        out.expiry = std::chrono::seconds(expiry->to_number<std::int64_t>());
    return out;
}

b24pull::result<std::vector<std::byte>> encoded(json::value const& row) {
    std::vector<realtime::publication> messages;
    for (auto const& input : row.at("input").as_array()) {
        auto one = publication_of(input);
        if (!one) return one.error();
        messages.push_back(std::move(*one));
    }
    return realtime::encode_publications(messages, known_channels(row.at("publicIds")), sys_seconds());
}

/// The bytes that write(writer) writes.
std::string written(auto write) {
    std::vector<std::byte> out;
    realtime::detail::wire_writer writer(out);
    write(writer);
    return {reinterpret_cast<char const*>(out.data()), out.size()};
}

/// A RequestBatch of one request, whose only field has that content.
std::string batch_hex(std::uint32_t number, std::string_view content) {
    std::vector<std::byte> out;
    realtime::detail::open_request(out, number, content.size()).append(content);
    return hex_of(out);
}

} // namespace

BOOST_AUTO_TEST_CASE(every_publication_is_encoded_to_the_same_bytes) {
    if (!available()) return;
    auto const vectors = json_of("protobuf-vectors.json");
    std::size_t same = 0, refused = 0;
    for (auto const& row : vectors.at("encode").as_array()) {
        BOOST_TEST_CONTEXT(text_of(row.at("name"))) {
            auto const got = encoded(row);
            if (auto const* const refusal = find_refusal(text_of(row.at("name")))) {
                ++refused;
                BOOST_TEST_REQUIRE(got.has_error());
                BOOST_TEST(got.error().code() == error_code(refusal->code));
                continue;
            }
            ++same;
            BOOST_TEST_REQUIRE(got.has_value());
            BOOST_TEST(hex_of(*got) == text_in(row, "hex"));
            BOOST_TEST(got->size() == row.at("length").to_number<std::size_t>());
        }
    }
    BOOST_TEST(same == 11u);
    BOOST_TEST(refused == std::size(refusals));
}

BOOST_AUTO_TEST_CASE(what_the_official_client_refuses_is_refused) {
    if (!available()) return;
    auto const vectors = json_of("protobuf-vectors.json");
    for (auto const& row : vectors.at("encode").as_array())
        if (!text_in(row, "throws").empty())
            BOOST_TEST(find_refusal(text_of(row.at("name"))) != nullptr, text_of(row.at("name")));
}

BOOST_AUTO_TEST_CASE(bytes_of_refused_batches_are_the_same_unchecked) {
    if (!available()) return;
    auto const vectors = json_of("protobuf-vectors.json");
    std::size_t compared = 0;
    for (auto const& row : vectors.at("encode").as_array()) {
        auto const name = text_of(row.at("name"));
        if (name != "empty-batch" && name != "no-receivers") continue;
        std::vector<realtime::detail::wire_message> wire;
        for (auto const& input : row.at("input").as_array())
            wire.push_back(
                {{}, realtime::detail::publication_body(publication_of(input).value()).value(), 0});
        BOOST_TEST(hex_of(realtime::detail::encode_messages(wire)) == text_in(row, "hex"), name);
        ++compared;
    }
    BOOST_TEST(compared == 2u);
}

// The official client makes bytes of what are no hexadecimal digits; the nearest receiver that can be meant gives them.
BOOST_AUTO_TEST_CASE(bytes_of_odd_digits_are_those_of_the_digits_that_were_guessed) {
    if (!available()) return;
    auto const vectors = json_of("protobuf-vectors.json");
    for (auto const& row : vectors.at("encode").as_array()) {
        if (text_of(row.at("name")) != "odd-hex-quirk") continue;
        auto input = row.at("input").as_array().at(0);
        input.as_object().erase("channelList");
        auto message = publication_of(input).value();
        message.channels.push_back(realtime::receiver::make("ab0c", "00").value());
        BOOST_TEST(hex_of(realtime::encode_publications({&message, 1}, {}, sys_seconds()).value()) ==
                   text_in(row, "hex"));
    }
}

BOOST_AUTO_TEST_CASE(models_are_written_to_the_same_bytes) {
    if (!available()) return;
    using namespace realtime::detail;
    std::map<std::string, std::string> expected;
    auto const vectors = json_of("protobuf-vectors.json");
    for (auto const& row : vectors.at("encodeModel").as_array())
        expected[text_of(row.at("name"))] = text_in(row, "hex");
    BOOST_TEST(expected.size() == 4u);

    // What clients never write, flags and senders, is put in by hand.
    auto const first = realtime::receiver::make("7cc478c89de71ec78bf4820d3d814a3e",
                                                "4f5466742ca1e59e263fee732a7dbe002889ba91");
    auto const second = written([](wire_writer& out) {
        write_hex_field(out, receiver_fields::id, "abe9e6964532000ab8b7acf092ba627b");
        out.varint_field(2, 0);
        write_hex_field(out, receiver_fields::signature, "057ac8625ae4ac0da4ed093a19950f9dab7e29d0");
    });
    auto const channels = written([&](wire_writer& out) {
        write_receiver(out, channel_stats_request_fields::channels, first.value());
        out.bytes_field(channel_stats_request_fields::channels, second);
    });
    auto const to = written([](wire_writer& out) {
        write_hex_field(out, receiver_fields::id, "6221e0eb48981fce67cf4756e82e8102");
        out.varint_field(2, 1);
    });
    auto const message = written([&](wire_writer& out) {
        out.bytes_field(incoming_message_fields::receivers, to);
        out.bytes_field(2, written([](wire_writer& sender) { sender.varint_field(1, 2); }));
        out.bytes_field(incoming_message_fields::body,
                        R"({"module_id":"main","command":"user_online","params":[],"extra":[]})");
        out.varint_field(incoming_message_fields::expiry, 86400);
        out.bytes_field(5, "main_user_online");
    });
    auto const messages =
        written([&](wire_writer& out) { out.bytes_field(incoming_messages_fields::messages, message); });
    BOOST_TEST(expected["empty-request-batch"] == "");
    BOOST_TEST(batch_hex(request_fields::channel_stats, channels) == expected["channel-stats-public"]);
    BOOST_TEST(batch_hex(3, "") == expected["server-stats"]);
    BOOST_TEST(batch_hex(request_fields::incoming_messages, messages) ==
               expected["trusted-incoming-message"]);
}

BOOST_AUTO_TEST_CASE(statistics_are_asked_for_without_flags) {
    if (!available()) return;
    auto const vectors = json_of("protobuf-vectors.json");
    for (auto const& row : vectors.at("encodeModel").as_array()) {
        if (text_of(row.at("name")) != "channel-stats-public") continue;
        std::vector<realtime::receiver> channels;
        for (auto const& one :
             row.at("input").at("requests").as_array()[0].at("channelStats").at("channels").as_array())
            channels.push_back(
                realtime::receiver::make(text_in(one.at("id"), "hex"), text_in(one.at("signature"), "hex"))
                    .value());
        auto const got = hex_of(realtime::encode_channel_stats_request(channels).value());
        // The vector's second channel says `10 00` in the middle, and is two bytes longer for it.
        auto expected = text_in(row, "hex");
        expected.erase(expected.rfind("10001a14"), 4);
        for (auto const& [from, to] : {std::pair{"0a58", "0a56"}, {"1256", "1254"}, {"0a2a0a10", "0a280a10"}})
            expected.replace(expected.find(from), std::string_view(from).size(), to);
        BOOST_TEST(got == expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()
