#include <b24pull/realtime/duplicates.hpp>

#include "../support/realtime_fixtures.hpp"

#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/realtime/resume_point.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_session)

namespace {

using namespace realtime_fixtures;
using namespace std::string_view_literals;

/// What is known after one payload.
struct step {
    std::string delivered; // commands, with blanks between
    std::string acknowledged;
    realtime::resume_point at;
};

/// A session as an application would write it.
class session {
public:
    explicit session(std::size_t window)
        : window_(window) {}

    step take(std::string const& payload, bool acknowledge) {
        step out;
        for (auto const& message : realtime::decode_text(payload).messages) {
            if (acknowledge && !message.mid.empty())
                out.acknowledged += realtime::rpc_acknowledgement(message.mid) + ' ';
            if (!window_.admit(message.mid)) continue;
            at_.advance(message);
            out.delivered += message.command + ' ';
        }
        out.at = at_;
        return out;
    }

private:
    realtime::duplicate_window window_;
    realtime::resume_point at_;
};

/// A step that differs, and why it is better.
struct better_step {
    std::string_view scenario;
    std::size_t number;
    std::string_view delivered, mid, tag, time;
    std::string_view why;
};

constexpr auto mid_1 = "14526134350000000000000001"sv, mid_2 = "14526134350000000000000002"sv,
               mid_12 = "14526134350000000000000012"sv;
constexpr auto june = "Thu, 29 Jun 2017 09:50:16 GMT"sv;

constexpr better_step better_steps[] = {
    {"twelve-then-repeats", 1, "", mid_12, "", "", "the window holds more than 10 ids"},
    {"twelve-then-repeats", 2, "", mid_12, "", "", "the place does not go back"},
    {"twelve-then-repeats", 3, "", mid_12, "", "", "nothing was let through to push the third id out"},
    {"repeat-inside-one-payload", 0, "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 ", mid_12, "", "",
     "a suppressed message does not move the place"},
    {"tag-time-mid-follow-last-event", 0, "c1 c2 ", mid_2, "146", june,
     "what a message lacks stays as it was"},
    {"empty-payload-forgets-mid", 1, "", mid_1, "", "", "an empty payload does not lose the place"},
};

better_step const* find_better(std::string_view scenario, std::size_t number) {
    auto const* const at =
        std::find_if(std::begin(better_steps), std::end(better_steps), [=](better_step const& one) {
            return one.scenario == scenario && one.number == number;
        });
    return at == std::end(better_steps) ? nullptr : at;
}

/// The official client was given parsed events; this is how they come.
std::string payload_of(json::value const& events) {
    if (events.is_array()) return json::serialize(events);
    return realtime::rpc_call_text(realtime::rpc_method::incoming_message, json::serialize(events), 1);
}

std::string commands_of_sdk(json::value const& delivered) {
    std::string out;
    for (auto const& event : delivered.as_array()) out += text_in(event, "command") + ' ';
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_scenario_goes_as_the_official_client_or_better) {
    if (!available()) return;
    auto const vectors = json_of("session-scenarios.json");
    std::size_t used = 0;
    for (auto const& row : vectors.at("scenarios").as_array()) {
        auto const name = text_of(row.at("name"));
        session ours(realtime::duplicate_window::default_size);
        auto const& payloads = row.at("payloads").as_array();
        BOOST_TEST_REQUIRE(payloads.size() == row.at("steps").as_array().size());
        for (std::size_t i = 0; i != payloads.size(); ++i) {
            auto const& theirs = row.at("steps").as_array()[i];
            auto const got = ours.take(payload_of(payloads[i]), row.at("version").as_int64() >= 5);
            BOOST_TEST_CONTEXT(name << ", payload " << i) {
                std::string acknowledged;
                for (auto const& text : theirs.at("sent").as_array()) acknowledged += text_of(text) + ' ';
                BOOST_TEST(got.acknowledged == acknowledged);
                auto const* const better = find_better(name, i);
                used += better ? 1u : 0u;
                auto const& place = theirs.at("session");
                BOOST_TEST(got.delivered == (better ? std::string(better->delivered)
                                                    : commands_of_sdk(theirs.at("delivered"))));
                BOOST_TEST(got.at.mid == (better ? better->mid : text_in(place, "mid")));
                BOOST_TEST(got.at.tag == (better ? better->tag : text_in(place, "tag")));
                BOOST_TEST(got.at.time == (better ? better->time : text_in(place, "time")));
                if (better) BOOST_TEST(!better->why.empty());
            }
        }
    }
    BOOST_TEST(vectors.at("scenarios").as_array().size() == 6u);
    BOOST_TEST(used == std::size(better_steps));
}

// With the official client's ten ids the same messages come again, but the place still does not go back.
BOOST_AUTO_TEST_CASE(window_of_ten_forgets_as_the_official_client_does) {
    if (!available()) return;
    auto const vectors = json_of("session-scenarios.json");
    auto const& row = vectors.at("scenarios").as_array()[0];
    BOOST_TEST_REQUIRE(text_of(row.at("name")) == "twelve-then-repeats");
    session ours(10);
    for (std::size_t i = 0; i != row.at("payloads").as_array().size(); ++i) {
        auto const got = ours.take(payload_of(row.at("payloads").as_array()[i]), false);
        BOOST_TEST(got.delivered == commands_of_sdk(row.at("steps").as_array()[i].at("delivered")));
        BOOST_TEST(got.at.mid == mid_12);
    }
}

BOOST_AUTO_TEST_CASE(merged_params_are_those_of_the_official_client) {
    if (!available()) return;
    auto const vectors = json_of("session-scenarios.json");
    std::size_t compared = 0;
    for (auto const& row : vectors.at("scenarios").as_array())
        for (std::size_t i = 0; i != row.at("payloads").as_array().size(); ++i) {
            auto const got = realtime::decode_text(payload_of(row.at("payloads").as_array()[i]));
            BOOST_TEST(got.refused_count == 0u);
            for (auto const& event : row.at("steps").as_array()[i].at("delivered").as_array())
                for (auto const& message : got.messages) {
                    if (message.command != text_in(event, "command")) continue;
                    BOOST_TEST((json::parse(message.params) == event.at("params")), message.params);
                    auto const* const extra = event.as_object().if_contains("extra");
                    BOOST_TEST(name_of(message.sender.type) ==
                               std::string_view(extra ? "backend" : "unknown"));
                    ++compared;
                }
        }
    BOOST_TEST(compared > 30u);
}

BOOST_AUTO_TEST_SUITE_END()
