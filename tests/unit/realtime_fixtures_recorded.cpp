#include <b24pull/realtime/decode.hpp>

#include "../support/realtime_fixtures.hpp"

#include <b24pull/realtime/duplicates.hpp>
#include <b24pull/realtime/long_poll.hpp>
#include <b24pull/realtime/resume_point.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_recorded)

namespace {

using namespace realtime_fixtures;

/// What one recorded payload holds: messages as described() writes them, with their senders, and what is refused.
struct expectation {
    std::string_view name;
    std::vector<std::string_view> messages = {};
    std::vector<std::string_view> refused = {};
    std::string_view tag = {};
    std::size_t statuses = 0;
};

constexpr std::string_view hello = R"(17954694370000000000000014 main hello {"x":"é€"})",
                           no_object = "a value is of the wrong type at ";

/// A body that is no object is one refused part, however often it comes.
std::vector<expectation> expectations() {
    return {
        {"binary_one_message", {hello}},
        {"text_one_message", {hello}, {}, "040"},
        {"binary_body_not_json", {}, {"body of 17954694370000000000000015"}},
        {"binary_coalesced_duplicate",
         {},
         {"body of 17954694370000000000000016", "body of 17954694370000000000000016"}},
        {"text_coalesced_duplicate",
         {},
         {"text of 17954694370000000000000016", "text of 17954694370000000000000016"}},
        {"binary_from_client", {}, {"body of 17954694370000000000000017"}},
        {"channel_stats_answer", {}, {}, "", 2},
        {"text_body_not_json", {}, {"the text is not JSON"}},
        {"long_poll_text_200", {R"(17954694370000000000000018   {})"}, {}, "755"},
        {"long_poll_binary_200", {R"(17954694370000000000000019   {})"}},
        {"replay_since_mid",
         {hello, "17954694370000000000000018   {}", "17954694370000000000000019   {}"},
         {"body of 17954694370000000000000015", "body of 17954694370000000000000016",
          "body of 17954694370000000000000016"}},
        {"nginx_module_text", {R"( main hello {"x":"é€😀"})"}, {}, "1"},
        {"nginx_module_channel_deleted", {}, {"the text is not JSON"}},
    };
}

std::string refused_of(expectation const& expected) {
    std::string out;
    for (auto const part : expected.refused) {
        if (!out.empty()) out += "; ";
        if (part.ends_with(" JSON")) out += part;
        else out.append(no_object).append(part);
    }
    return out;
}

realtime::decoded decoded_frame(json::value const& frame) {
    auto const hex = text_in(frame, "hex");
    return hex.empty() ? realtime::decode_text(text_in(frame, "text"))
                       : realtime::decode_binary(bytes_of(hex));
}

json::value const& frame_of(json::value const& recorded, std::string_view name) {
    for (auto const& frame : recorded.at("frames").as_array())
        if (text_of(frame.at("name")) == name) return frame;
    BOOST_FAIL("no frame " << name);
    return recorded;
}

realtime::poll_answer poll_answer_of(json::value const& frame) {
    auto const type = text_in(frame, "content_type");
    return realtime::read_poll_answer(
        {.status = frame.at("status").to_number<unsigned>(), .content_type = type});
}

} // namespace

BOOST_AUTO_TEST_CASE(every_payload_is_read_as_it_was_published) {
    if (!available()) return;
    auto const recorded = json_of("recorded-frames.json");
    auto const expected = expectations();
    std::size_t read = 0, others = 0;
    for (auto const& frame : recorded.at("frames").as_array()) {
        auto const name = text_of(frame.at("name"));
        bool const is_payload =
            frame.as_object().contains("opcode") || frame.at("status").to_number<unsigned>() == 200;
        if (!is_payload) {
            ++others;
            continue;
        }
        auto const at = std::find_if(expected.begin(), expected.end(),
                                     [&](expectation const& one) { return one.name == name; });
        BOOST_TEST_REQUIRE((at != expected.end()), "no expectation for " << name);
        ++read;
        BOOST_TEST_CONTEXT(name) {
            auto const got = decoded_frame(frame);
            BOOST_TEST_REQUIRE(got.messages.size() == at->messages.size());
            for (std::size_t i = 0; i != got.messages.size(); ++i) {
                BOOST_TEST(described(got.messages[i]) == at->messages[i]);
                BOOST_TEST(got.messages[i].tag == at->tag);
                BOOST_TEST(got.messages[i].time.empty() == at->tag.empty());
                bool const is_binary = frame.as_object().contains("hex");
                BOOST_TEST(name_of(got.messages[i].sender.type) ==
                           std::string_view(is_binary ? "backend" : "unknown"));
            }
            BOOST_TEST(realtime_fixtures::refused_of(got) == refused_of(*at));
            BOOST_TEST(got.channel_statuses.size() == at->statuses);
        }
    }
    BOOST_TEST(read == expected.size());
    BOOST_TEST(others == 2u);
}

BOOST_AUTO_TEST_CASE(opcode_of_a_payload_is_its_kind) {
    if (!available()) return;
    auto const recorded = json_of("recorded-frames.json");
    for (auto const& frame : recorded.at("frames").as_array()) {
        auto const* const opcode = frame.as_object().if_contains("opcode");
        if (opcode) BOOST_TEST((opcode->as_int64() == 2) == frame.as_object().contains("hex"));
    }
}

BOOST_AUTO_TEST_CASE(channel_statuses_are_told_apart) {
    if (!available()) return;
    auto const recorded = json_of("recorded-frames.json");
    auto const got = decoded_frame(frame_of(recorded, "channel_stats_answer"));
    BOOST_TEST_REQUIRE(got.channel_statuses.size() == 2u);
    BOOST_TEST(got.channel_statuses[0].public_id == "35684d144fc4ed5f643cabcc9b831ccb");
    BOOST_TEST(got.channel_statuses[0].is_online);
    BOOST_TEST(got.channel_statuses[1].public_id == "edeee8496e70a73298da5fcbdf6176e9");
    BOOST_TEST(!got.channel_statuses[1].is_online);
    BOOST_TEST((!got.channel_statuses[0].is_private && !got.channel_statuses[1].is_private));
}

BOOST_AUTO_TEST_CASE(text_and_binary_say_the_same_of_one_message) {
    if (!available()) return;
    auto const recorded = json_of("recorded-frames.json");
    auto const binary = decoded_frame(frame_of(recorded, "binary_one_message"));
    auto const text = decoded_frame(frame_of(recorded, "text_one_message"));
    BOOST_TEST(described(binary.messages[0]) == described(text.messages[0]));
    BOOST_TEST(binary.messages[0].params == text.messages[0].params);
}

// A replay after messages that came live: what is known already is not delivered again.
BOOST_AUTO_TEST_CASE(replay_after_live_messages_brings_only_what_is_new) {
    if (!available()) return;
    auto const recorded = json_of("recorded-frames.json");
    realtime::duplicate_window window;
    realtime::resume_point at;
    std::string delivered;
    for (auto const* const name : {"binary_one_message", "long_poll_binary_200", "replay_since_mid"})
        for (auto const& message : decoded_frame(frame_of(recorded, name)).messages) {
            if (!window.admit(message.mid)) continue;
            at.advance(message);
            delivered += message.mid.substr(24) + ' ';
        }
    BOOST_TEST(delivered == "14 19 18 ");
    BOOST_TEST(window.suppressed() == 2u);
    BOOST_TEST(at.mid == "17954694370000000000000019"); // the older one that came last does not move it back
}

BOOST_AUTO_TEST_CASE(long_polls_are_answered_as_recorded) {
    if (!available()) return;
    using kind = realtime::poll_answer::kind;
    auto const recorded = json_of("recorded-frames.json");
    auto const text = poll_answer_of(frame_of(recorded, "long_poll_text_200"));
    BOOST_TEST((text.what == kind::payload && text.payload == realtime::payload_kind::text));
    auto const binary = poll_answer_of(frame_of(recorded, "long_poll_binary_200"));
    BOOST_TEST((binary.what == kind::payload && binary.payload == realtime::payload_kind::binary));

    auto const& idle = frame_of(recorded, "long_poll_idle_304");
    auto const id = text_in(idle.at("headers"), "Last-Message-Id");
    auto const expires = text_in(idle.at("headers"), "Expires");
    auto const unchanged =
        realtime::read_poll_answer({.status = 304, .last_message_id = id, .expires = expires});
    BOOST_TEST((unchanged.what == kind::unchanged));
    BOOST_TEST(unchanged.last_message_id == "17954694370000000000000019");

    auto const& bad = frame_of(recorded, "long_poll_bad_channel");
    auto const refused = poll_answer_of(bad);
    BOOST_TEST((refused.what == kind::refused && refused.remedy == realtime::remedy::refetch_config));
    BOOST_TEST(realtime::code_in_text(text_in(bad, "text")) == 4010u);
}

BOOST_AUTO_TEST_SUITE_END()
