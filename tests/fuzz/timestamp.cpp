// Dates: what is read is written the same, and is what the C library's calendar says.
#include "fuzz.hpp"

#include <b24pull/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace {

using b24pull::timestamp;
using fuzz::check;

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
    return std::stoi(std::string(text.substr(at, digits)));
}

/// The date and the time of an ATOM text, as if at UTC.
std::int64_t by_the_c_library(std::string_view atom) {
    std::tm fields = {};
    fields.tm_year = number_at(atom, 0, 4) - 1900;
    fields.tm_mon = number_at(atom, 5, 2) - 1;
    fields.tm_mday = number_at(atom, 8, 2);
    fields.tm_hour = number_at(atom, 11, 2);
    fields.tm_min = number_at(atom, 14, 2);
    fields.tm_sec = number_at(atom, 17, 2);
    return timegm(&fields);
}

void check_strict(std::string_view text) {
    auto const read = b24pull::parse_timestamp(text);
    if (!read) return fuzz::check_printed(read.error());
    check(b24pull::to_atom(*read) == text, "an ATOM date is written as it was read");
    auto const local = read->instant + read->offset;
    check(local.time_since_epoch().count() == by_the_c_library(text), "the C library has the same calendar");

    auto const tolerant = b24pull::parse_timestamp_tolerantly(text);
    check(tolerant && tolerant->value == *read && !tolerant->offset_assumed && !tolerant->leap_second,
          "an ATOM date is nothing odd");
}

void check_written(timestamp value) {
    auto const text = b24pull::to_atom(value);
    if (text.empty()) return;
    auto const again = b24pull::parse_timestamp(text);
    check(again && *again == value, "what is written can be read");
}

void check_tolerant(std::string_view text) {
    auto const read = b24pull::parse_timestamp_tolerantly(text);
    if (!read) {
        fuzz::check_printed(read.error());
        return check(!b24pull::parse_timestamp(text), "whatever is read strictly is read tolerantly");
    }
    check(!b24pull::to_atom(read->value).empty(), "whatever is read can be written");
    check_written(read->value);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    // The same bytes are a text and numbers: a corpus holds nothing but dates.
    fuzz::exact_bytes const owner(bytes, bytes + size);
    check_strict(fuzz::view(owner));
    check_tolerant(fuzz::view(owner));

    FuzzedDataProvider input(bytes, size);
    auto const number = input.ConsumeIntegral<std::int64_t>();
    std::chrono::minutes const offset{input.ConsumeIntegral<std::int16_t>()};
    check_written({std::chrono::sys_seconds(std::chrono::seconds(number)), offset});
    constexpr std::int64_t years = 400'000'000'000; // about 12,700: most of them can be written
    check_written({std::chrono::sys_seconds(std::chrono::seconds(number % years)), offset % 1100});
    if (auto const read = b24pull::timestamp_from_unix(number)) check_written(*read);
    return 0;
}
