// ATOM dates: 64 of them, so that no branch is foreseen from one run to the next.
#include "date_input.hpp"
#include "subjects.hpp"

#include <b24pull/timestamp.hpp>

#include <cstdint>
#include <cstring>

namespace benchmarks {
namespace {

/// All 25 bytes, as many at a time as a register holds.
std::uint64_t bytes_of(std::string const& text) noexcept {
    std::uint64_t words[3];
    std::memcpy(words, text.data(), sizeof words);
    return words[0] ^ words[1] ^ words[2] ^ static_cast<unsigned char>(text[24]);
}

} // namespace

std::vector<subject> date_subjects() {
    subject one{
        .name = "date", .item = "date", .items = date_input().size(), .pictured = true, .counted = true};
    one.goal = {.measure = measure::nanoseconds, .at_most = 12};
    auto const read_all = [](auto const& into) {
        for (auto const& text : date_input()) into(b24pull::parse_timestamp(text));
    };
    one.contestants.push_back(make_contestant(
        "b24pull", role::ours,
        [read_all] {
            read_all([](auto const& read) { keep(read); });
            return 0;
        },
        [read_all] {
            digest out;
            read_all([&out](auto const& read) {
                out.add("instant", read->instant.time_since_epoch().count());
                out.add("offset", read->offset.count());
            });
            return out;
        }));
    one.contestants.push_back(make_contestant("reading the bytes", role::floor, [] {
        for (auto const& text : date_input()) keep(bytes_of(text));
        return 0;
    }));
    return {one};
}

} // namespace benchmarks
