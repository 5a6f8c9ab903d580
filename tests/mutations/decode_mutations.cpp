#include <b24pull/realtime/decode.hpp>

#include "../support/payload_mutations.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using realtime::decoded;
using namespace payload_mutations;

constexpr int rounds = 100'000;

std::size_t occurrences(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
    return count;
}

bool is_json(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = 512;
    boost::system::error_code error;
    boost::json::parse(text, error, {}, options);
    return !error;
}

/// What holds whatever the payload. `most` is the number of parts that could be there.
void check_sane(decoded const& got, std::string_view payload, std::size_t most) {
    auto const parts = got.messages.size() + got.answers.size() + got.requests.size() +
                       got.channel_statuses.size() + got.refused_count;
    bool sane = parts <= most && got.refused_count >= got.refused.size();
    sane = sane && got.refused.size() == (std::min)(got.refused_count, b24pull::limits::refused_parts);
    std::size_t from = 0; // parts are listed in their order, and none twice
    for (auto const& part : got.refused) {
        sane = sane && part.code && part.offset >= from && part.size <= payload.size() - part.offset;
        from = part.offset + part.size;
    }
    for (auto const& message : got.messages) sane = sane && is_json(message.params) && is_json(message.extra);
    for (auto const& answer : got.answers)
        sane = sane && (answer.error ? answer.result.empty() : is_json(answer.result));
    BOOST_TEST(sane, payload);
}

/// Frames begin with a marker; elements of an array stand between commas, and what breaks it off is one part more.
std::size_t most_in_text(std::string_view payload) {
    auto const frames = occurrences(payload, realtime::frame_begin);
    return (std::max)(frames, occurrences(payload, ",") + 2);
}

void mutate_text(std::string const& original, std::mt19937::result_type seed) {
    mutator mutate(seed);
    auto const parts = bytes_of(original);
    decoded got; // used throughout: what is left of an earlier payload would show
    std::size_t messages = 0, refused = 0;
    for (int i = 0; i != rounds; ++i) {
        auto const payload = mutate(parts);
        realtime::decode_text(payload, got);
        check_sane(got, payload, most_in_text(payload));
        messages += got.messages.size();
        refused += got.refused_count;
    }
    // Mutations that ruin everything, or nothing, would test little.
    BOOST_TEST(messages > static_cast<std::size_t>(rounds) / 2);
    BOOST_TEST(refused > static_cast<std::size_t>(rounds) / 2);
}

decoded decoded_binary(std::string_view payload) {
    return realtime::decode_binary(std::as_bytes(std::span(payload)));
}

/// Walks over the outermost fields: the payload ends within one of them.
bool is_cut(std::string_view payload) {
    while (!payload.empty()) {
        if (payload[0] != '\x0a') return false; // for the decoder to judge
        std::size_t size = 0, at = 1;
        for (int shift = 0; shift != 28; shift += 7) {
            if (at == payload.size()) return true;
            auto const byte = static_cast<unsigned char>(payload[at++]);
            size |= std::size_t{byte & 0x7fu} << shift;
            if (byte < 0x80) break;
            if (shift == 21) return false;
        }
        if (size > payload.size() - at) return true;
        payload.remove_prefix(at + size);
    }
    return false;
}

} // namespace

BOOST_AUTO_TEST_SUITE(decode_mutations)

BOOST_AUTO_TEST_CASE(originals_hold_three_messages) {
    for (auto const& text : {frames_payload(), array_payload(), rpc_payload()})
        BOOST_TEST(realtime::decode_text(text).messages.size() == 3u);
    auto const got = decoded_binary(binary_payload(client));
    BOOST_TEST(got.messages.size() == 3u);
    BOOST_TEST(got.channel_statuses.size() == 1u);
    BOOST_TEST(got.refused_count == 0u);
}

BOOST_AUTO_TEST_CASE(mutated_frames_are_decoded_sanely) { mutate_text(frames_payload(), 11); }
BOOST_AUTO_TEST_CASE(mutated_arrays_are_decoded_sanely) { mutate_text(array_payload(), 12); }
BOOST_AUTO_TEST_CASE(mutated_json_rpc_is_decoded_sanely) { mutate_text(rpc_payload(), 13); }

BOOST_AUTO_TEST_CASE(mutated_binary_payloads_are_decoded_sanely) {
    mutator mutate(14);
    auto const parts = bytes_of(binary_payload(client));
    std::size_t messages = 0, cut = 0;
    for (int i = 0; i != rounds; ++i) {
        auto const payload = mutate(parts);
        auto const got = decoded_binary(payload);
        check_sane(got, payload, payload.size() / 2 + 1); // a field takes two bytes at least
        messages += got.messages.size();
        if (!is_cut(payload)) continue;
        ++cut;
        bool const refused_whole = got.messages.empty() && got.channel_statuses.empty() &&
                                   got.refused.size() == 1 && got.refused[0].size == payload.size();
        BOOST_TEST(refused_whole, payload);
    }
    BOOST_TEST(messages > static_cast<std::size_t>(rounds) / 4);
    BOOST_TEST(cut > static_cast<std::size_t>(rounds) / 20);
}

BOOST_AUTO_TEST_CASE(cut_binary_payload_delivers_nothing) {
    auto const whole = binary_payload(client);
    auto const second = whole.rfind("\x0a\x0a\x12");
    for (std::size_t size = 0; size != whole.size(); ++size) {
        BOOST_TEST_CONTEXT(size << " of " << whole.size()) {
            auto const got = decoded_binary(std::string_view(whole).substr(0, size));
            bool const between = size == 0 || size == second; // no field is cut
            BOOST_TEST(got.messages.size() == (size == second ? 3u : 0u));
            BOOST_TEST(got.refused_count == (between ? 0u : 1u));
            if (!between) BOOST_TEST((got.refused.at(0).code == protocol_errc::truncated_payload));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
