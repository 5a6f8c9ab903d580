#include <b24pull/realtime/decode.hpp>

#include "../support/payload_mutations.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace realtime = b24pull::realtime;
using realtime::decoded;
using namespace payload_mutations;

constexpr int rounds = 100'000;

/// No message has a mid that was in none before, when no mutation could touch one.
void check_mids(decoded const& got, std::string_view payload) {
    for (auto const& message : got.messages) {
        bool const is_known =
            std::find(known_mids.begin(), known_mids.end(), message.mid) != known_mids.end();
        BOOST_TEST((is_known || message.mid.empty()), message.mid << " invented from " << payload);
    }
}

void mutate_around_mids(std::string const& original, std::mt19937::result_type seed) {
    mutator mutate(seed);
    std::vector<std::string> members;
    for (auto const& mid : known_mids) members.push_back(R"("mid":")" + mid + '"');
    auto const parts = tokens_of(original, members);
    BOOST_TEST_REQUIRE(parts.size() == original.size() - 3 * (members[0].size() - 1));
    for (int i = 0; i != rounds; ++i) {
        auto const payload = mutate(parts);
        check_mids(realtime::decode_text(payload), payload);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(decode_mutations_mids)

BOOST_AUTO_TEST_CASE(no_mid_is_invented_in_frames) { mutate_around_mids(frames_payload(), 21); }
BOOST_AUTO_TEST_CASE(no_mid_is_invented_in_arrays) { mutate_around_mids(array_payload(), 22); }
BOOST_AUTO_TEST_CASE(no_mid_is_invented_in_json_rpc) { mutate_around_mids(rpc_payload(), 23); }

// Without a sender: one bit makes its field that of the id.
BOOST_AUTO_TEST_CASE(no_mid_is_invented_in_binary_payloads) {
    mutator mutate(24);
    std::vector<std::string> ids;
    for (auto const& mid : known_mids) ids.push_back(binary_id(mid));
    auto const parts = tokens_of(binary_payload(""), ids);
    for (int i = 0; i != rounds; ++i) {
        auto const payload = mutate(parts);
        check_mids(realtime::decode_binary(std::as_bytes(std::span(payload))), payload);
    }
}

BOOST_AUTO_TEST_SUITE_END()
