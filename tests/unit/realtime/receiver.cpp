#include <b24pull/realtime/receiver.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(receiver)

namespace {

using b24pull::error_code;
using b24pull::public_channel;
using b24pull::secret;
using b24pull::usage_errc;
using b24pull::realtime::find_receiver;
using address = b24pull::realtime::receiver; // the suite has the name of the header
using namespace std::string_view_literals;

constexpr std::string_view id = "5b3c0de1f2a9487796d0114c8e7ab3f5";
constexpr std::string_view signature = "0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d";
constexpr std::chrono::sys_seconds now{std::chrono::seconds{1760441027}};

/// What a receiver holds, or why there is none.
std::string text_of(b24pull::result<address> const& made) {
    if (!made) return made.error().code().message();
    return made->public_id() + '|' + std::string(made->signature().reveal());
}

std::string const refused = error_code(usage_errc::invalid_receiver).message();
std::string const unknown = error_code(usage_errc::unknown_receiver).message();

std::string both(std::string_view first, std::string_view second) {
    return std::string(first) + '|' + std::string(second);
}

/// A channel that lives until `seconds` after now.
public_channel channel_of(std::int64_t user_id, std::string_view public_id, int seconds) {
    public_channel out;
    out.user_id = user_id;
    out.public_id = public_id;
    out.signature = secret(signature);
    out.end.instant = now + std::chrono::seconds(seconds);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(two_halves_make_a_receiver) {
    BOOST_TEST(text_of(address::make(id, signature)) == both(id, signature));
    BOOST_TEST(text_of(address::make(id, "")) == both(id, ""));
    BOOST_TEST(text_of(address::make("ab", "00")) == "ab|00");
    BOOST_TEST(text_of(address::make("0123456789abcdef", "ABCDEF")) == "0123456789abcdef|abcdef");
}

BOOST_AUTO_TEST_CASE(what_is_no_even_number_of_digits_is_refused) {
    for (auto const bad : {"a"sv, "abc"sv, "g0"sv, "0g"sv, "0G"sv, "a "sv, " a"sv, "0x"sv, "-1"sv, "a/"sv,
                           "a:"sv, "`a"sv, "@a"sv, "ab\n0"sv, "ab.c"sv, "a\0"sv, "\xd0\xb6"sv}) {
        BOOST_TEST_CONTEXT(bad) {
            BOOST_TEST(text_of(address::make(bad, signature)) == refused);
            BOOST_TEST(text_of(address::make(id, bad)) == refused);
        }
    }
    BOOST_TEST(text_of(address::make("", signature)) == refused);
    BOOST_TEST(text_of(address::make("", "")) == refused);
}

BOOST_AUTO_TEST_CASE(lengths_end_at_the_limit) {
    std::string const longest(512, 'a'), beyond(514, 'a');
    BOOST_TEST(text_of(address::make(longest, longest)) == both(longest, longest));
    BOOST_TEST(text_of(address::make(beyond, signature)) == refused);
    BOOST_TEST(text_of(address::make(id, beyond)) == refused);
}

BOOST_AUTO_TEST_CASE(text_is_split_at_its_dots) {
    auto const whole = std::string(id) + '.' + std::string(signature);
    BOOST_TEST(text_of(address::parse(whole)) == both(id, signature));
    BOOST_TEST(text_of(address::parse(whole + ".more")) == both(id, signature));
    BOOST_TEST(text_of(address::parse(whole + '.')) == both(id, signature));
    BOOST_TEST(text_of(address::parse("aa.bb.cc.dd")) == "aa|bb");
    BOOST_TEST(text_of(address::parse("aa.")) == "aa|");
    BOOST_TEST(text_of(address::parse("aa..bb")) == "aa|");
}

BOOST_AUTO_TEST_CASE(text_of_another_form_is_refused) {
    for (auto const bad : {""sv, "."sv, ".bb"sv, "aa"sv, "a.bb"sv, "aa.b"sv, "aa:bb.cc"sv, "aa/bb"sv,
                           " aa.bb"sv, "aa.bb "sv, "aa.bb\n"sv, "aa .bb"sv})
        BOOST_TEST_CONTEXT(bad) { BOOST_TEST(text_of(address::parse(bad)) == refused); }
}

BOOST_AUTO_TEST_CASE(channel_of_the_portal_makes_a_receiver) {
    BOOST_TEST(text_of(address::make(channel_of(7, id, 1))) == both(id, signature));
    BOOST_TEST(text_of(address::make(channel_of(7, "xyz", 1))) == refused);
    BOOST_TEST(text_of(address::make(public_channel())) == refused);
}

BOOST_AUTO_TEST_CASE(channel_of_a_user_is_found_while_it_lives) {
    std::vector<public_channel> const known{
        channel_of(7, "0701", -1), channel_of(7, "0702", 0), channel_of(8, "0801", 1),
        channel_of(7, "0703", 1),  channel_of(7, "0704", 9), channel_of(9, "0901", -1),
        channel_of(3, "odd", 1),   channel_of(0, "0001", 1),
    };
    auto const found = [&known](std::int64_t user) { return text_of(find_receiver(user, known, now)); };
    BOOST_TEST(found(7) == both("0703", signature)); // the first that has not ended
    BOOST_TEST(found(8) == both("0801", signature));
    BOOST_TEST(found(9) == unknown);
    BOOST_TEST(found(10) == unknown);
    BOOST_TEST(found(-7) == unknown);
    BOOST_TEST(found(3) == refused);
    BOOST_TEST(text_of(find_receiver(8, {}, now)) == unknown);
    BOOST_TEST(text_of(find_receiver(8, known, now + std::chrono::seconds(1))) == unknown);
}

BOOST_AUTO_TEST_SUITE_END()
