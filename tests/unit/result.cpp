#include <b24pull/result.hpp>

#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <ios>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(result)

namespace {

using b24pull::condition;
using b24pull::failure;
using b24pull::failure_error;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::server_reply;

static_assert(std::is_nothrow_default_constructible_v<failure>);
static_assert(std::is_nothrow_move_constructible_v<failure> && std::is_copy_constructible_v<failure>);
static_assert(std::is_convertible_v<protocol_errc, failure>, "return protocol_errc::x; makes a result");
static_assert(std::is_same_v<b24pull::result<int>, boost::system::result<int, failure>>);
static_assert(!std::is_constructible_v<failure, condition>, "conditions are asked for, never given");

failure refused(std::string error, unsigned status = 401) {
    return {server_errc::rejected,
            server_reply{.status = status, .error = std::move(error), .description = "D3scription <b>"}};
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

} // namespace

BOOST_AUTO_TEST_CASE(default_failure_is_none) {
    failure const none;
    BOOST_TEST(!none.code().failed());
    BOOST_TEST(none.path().empty());
    BOOST_TEST(!none.offset().has_value());
    BOOST_TEST((none.reply() == nullptr));
    BOOST_TEST(!none.what().empty());
}

BOOST_AUTO_TEST_CASE(failure_gives_back_what_it_was_made_of) {
    failure const placed{protocol_errc::wrong_type, "server.version", 7};
    BOOST_TEST((placed.code() == protocol_errc::wrong_type));
    BOOST_TEST(placed.path() == "server.version");
    BOOST_TEST((placed.offset() == 7u));
    BOOST_TEST((placed.reply() == nullptr));
    failure const at_start{protocol_errc::json_syntax, {}, 0};
    BOOST_TEST((at_start.offset() == 0u));
    BOOST_TEST(at_start.path().empty());
    auto const refusal = refused("odd_code", 418);
    BOOST_TEST_REQUIRE((refusal.reply() != nullptr));
    BOOST_TEST(refusal.reply()->status == 418u);
    BOOST_TEST(refusal.reply()->error == "odd_code");
    BOOST_TEST(refusal.reply()->description == "D3scription <b>");
    BOOST_TEST(!refusal.offset().has_value());
}

BOOST_AUTO_TEST_CASE(copies_keep_what_they_say_when_the_original_goes) {
    std::optional<failure> original{std::in_place, protocol_errc::no_endpoint, "server", 3};
    auto const copy = *original;
    auto const& path = copy.path();
    original.reset();
    BOOST_TEST(path == "server");
    std::optional<failure> refusal{refused("expired_token")};
    failure assigned;
    assigned = *refusal;
    refusal.reset();
    BOOST_TEST_REQUIRE((assigned.reply() != nullptr));
    BOOST_TEST(assigned.reply()->error == "expired_token");
}

BOOST_AUTO_TEST_CASE(printed_line_names_code_and_place) {
    BOOST_TEST(failure(protocol_errc::no_channel).what() ==
               "b24pull.protocol: the configuration has neither a JWT nor a usable channel");
    BOOST_TEST(failure(protocol_errc::json_syntax, {}, 0).what() ==
               "b24pull.protocol: the text is not JSON [offset 0]");
    BOOST_TEST(failure(protocol_errc::wrong_type, "result.server.version").what() ==
               "b24pull.protocol: a value is of the wrong type [path result.server.version]");
    BOOST_TEST(failure(protocol_errc::json_incomplete, "server", 12).what() ==
               "b24pull.protocol: the JSON text ends too early [path server, offset 12]");
    BOOST_TEST(
        refused("WRONG_AUTH_TYPE", 403).what() ==
        "b24pull.server: the portal refused the call without a code that is known [status 403, server code "
        "WRONG_AUTH_TYPE]");
    BOOST_TEST(refused("422", 0).what() ==
               "b24pull.server: the portal refused the call without a code that is known [server code 422]");
}

BOOST_AUTO_TEST_CASE(printed_line_never_holds_the_description) {
    BOOST_TEST(!holds(refused("expired_token").what(), "D3scription"));
}

// A server may echo a credential where a code belongs: only what can hardly be one is printed.
BOOST_AUTO_TEST_CASE(server_code_is_printed_only_if_it_cannot_be_a_credential) {
    for (std::string_view const shown :
         {"WRONG_AUTH_TYPE", "expired_token", "0", "100", "1021", "999999", "BITRIX_REST_V3_EXCEPTION_X", "A",
          "ERR_12", "some_new_code", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKL"})
        BOOST_TEST_CONTEXT(shown)
    BOOST_TEST(holds(refused(std::string(shown)).what(), ", server code " + std::string(shown) + "]"));
    for (std::string_view const hidden :
         {"1234567", "6f1ed002ab5595859014ebf0951522d9", "a1b2c3", "q7w8e9r0t1y2u3i4",
          "eyJhbGciOiJIUzI1NiJ9.e30.abc", "with space", "new\nline", "a.b", "a-b", "<b>", "{b}", "a`b",
          "onlysmallletters", "CamelCase", "\xd0\xb0",
          "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLM"}) {
        BOOST_TEST_CONTEXT(hidden) {
            auto const line = refused(std::string(hidden)).what();
            BOOST_TEST(!holds(line, hidden));
            BOOST_TEST(!holds(line, "server code"));
        }
    }
    BOOST_TEST(!holds(refused("").what(), "server code"));
}

BOOST_AUTO_TEST_CASE(value_throws_the_failure) {
    b24pull::result<int> const none = failure(protocol_errc::out_of_range, "server.version", 9);
    try {
        (void)none.value();
        BOOST_FAIL("value() of a failure returned");
    } catch (failure_error const& thrown) {
        BOOST_TEST((thrown.reason().code() == protocol_errc::out_of_range));
        BOOST_TEST(thrown.reason().path() == "server.version");
        BOOST_TEST((thrown.reason().offset() == 9u));
        BOOST_TEST(std::string_view(thrown.what()) == none.error().what());
    }
    b24pull::result<void> const nothing = protocol_errc::no_channel;
    BOOST_CHECK_THROW(nothing.value(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(value_passes_through) {
    b24pull::result<std::string> const some = std::string("x");
    BOOST_TEST(some.has_value());
    BOOST_TEST(some.value() == "x");
    BOOST_TEST(!some.error().code().failed());
    BOOST_TEST(b24pull::result<void>().has_value());
}

BOOST_AUTO_TEST_CASE(enumerator_becomes_failed_result) {
    auto const fail = []() -> b24pull::result<int> { return server_errc::query_limit_exceeded; };
    BOOST_TEST(!fail().has_value());
    BOOST_TEST((fail().error().code() == server_errc::query_limit_exceeded));
    BOOST_TEST((fail().error().code() == condition::retry_later));
}

BOOST_AUTO_TEST_CASE(codes_of_other_categories_pass_through) {
    namespace errc = boost::system::errc;
    failure const timed_out{errc::make_error_code(errc::timed_out)};
    BOOST_TEST((timed_out.code() == errc::timed_out));
    BOOST_TEST((timed_out.code() == condition::retry_later));
    BOOST_TEST(holds(timed_out.what(), "generic: "));
}

BOOST_AUTO_TEST_CASE(codes_of_the_standard_library_compare_with_conditions) {
    using b24pull::error_code;
    std::error_code const timed_out = std::make_error_code(std::errc::timed_out);
    std::error_code const refused(ECONNREFUSED, std::system_category());
    for (auto const& code : {timed_out, refused}) {
        b24pull::result<int> const plain = code;
        for (auto const& got : {plain.error(), b24pull::failure(code), b24pull::failure(error_code(code))}) {
            BOOST_TEST((got.code() == condition::retry_later), got.what());
            BOOST_TEST((b24pull::condition_of(got.code()) == condition::retry_later));
            BOOST_TEST(got.code().message() == code.message());
            BOOST_TEST((static_cast<std::error_code>(got.code()) == code));
        }
    }
    auto const foreign = b24pull::failure(std::make_error_code(std::io_errc::stream));
    BOOST_TEST((b24pull::condition_of(foreign.code()) == condition::give_up));
    BOOST_TEST((static_cast<std::error_code>(foreign.code()) == std::io_errc::stream));
    BOOST_TEST(!b24pull::failure(std::error_code()).code().failed());
}

BOOST_AUTO_TEST_SUITE_END()
