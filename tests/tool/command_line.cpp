#include "command_line.hpp"

#include "access.hpp"
#include "exit_code.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <stdlib.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

using b24pull::server_errc;
using b24pull::usage_errc;
using tool::exit_code;

namespace {

std::optional<std::uint64_t> milliseconds(std::string const& text) {
    CLI::App app;
    std::uint64_t value = 0;
    app.add_option("--for", value)->transform(tool::duration_in_milliseconds());
    try {
        app.parse("--for=" + text);
    } catch (CLI::ParseError const&) {
        return std::nullopt;
    }
    return value;
}

/// A file that goes with the test.
struct token_file {
    explicit token_file(std::string const& text) { write(text); }
    ~token_file() { std::filesystem::remove(path); }
    void write(std::string const& text) const { std::ofstream(path) << text; }

    std::string path =
        std::filesystem::temp_directory_path() / ("b24pull-token-" + std::to_string(::getpid()));
};

std::string token_of(b24pull::result<b24pull::rest::credentials> const& who) {
    return who ? std::string(who->access_token().reveal()) : who.error().what();
}

} // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(durations_have_a_unit) {
    BOOST_TEST(milliseconds("500ms").value_or(0) == 500u);
    BOOST_TEST(milliseconds("30s").value_or(0) == 30'000u);
    BOOST_TEST(milliseconds("5m").value_or(0) == 300'000u);
    BOOST_TEST(milliseconds("2h").value_or(0) == 7'200'000u);
    BOOST_TEST(milliseconds("1d").value_or(0) == 86'400'000u);
}

BOOST_DATA_TEST_CASE(what_is_no_duration_is_refused,
                     boost::unit_test::data::make({"", "30", "-5s", "0s", "1.5s", "5 parsecs", "3651d",
                                                   "99999999999999999999s", "18446744073709551615d"}),
                     text) {
    BOOST_TEST(!milliseconds(text).has_value());
}

BOOST_AUTO_TEST_CASE(a_token_is_the_first_line_of_its_file) {
    token_file const file(" token-1 \r\nsecond line\n");
    tool::common_options const options{.portal = "https://portal.example.com", .token_file = file.path};
    tool::access who(options);
    BOOST_TEST(token_of(who()) == "token-1");
}

BOOST_AUTO_TEST_CASE(a_token_is_read_anew_each_time) {
    token_file const file("token-1");
    tool::common_options const options{.portal = "https://portal.example.com", .token_file = file.path};
    tool::access who(options);
    BOOST_TEST(token_of(who()) == "token-1");
    file.write("token-2\n");
    BOOST_TEST(token_of(who()) == "token-2");
    file.write(""); // being written
    BOOST_TEST(token_of(who()) == "token-2");
    std::filesystem::remove(file.path);
    BOOST_TEST(token_of(who()) == "token-2");
}

BOOST_AUTO_TEST_CASE(without_a_token_there_are_no_credentials) {
    ::unsetenv("B24PULL_TOKEN");
    tool::common_options options{.portal = "https://portal.example.com"};
    BOOST_TEST((tool::access(options)().error().code() == usage_errc::invalid_token));
    options.token_file = "/nowhere/token";
    BOOST_TEST((tool::access(options)().error().code() == boost::system::errc::no_such_file_or_directory));
    token_file const empty("\nsecond line");
    options.token_file = empty.path;
    BOOST_TEST((tool::access(options)().error().code() == usage_errc::invalid_token));
    token_file const endless(std::string(100'000, 'x'));
    BOOST_TEST((tool::access(options)().error().code() == usage_errc::invalid_token));
}

BOOST_AUTO_TEST_CASE(the_environment_has_the_token_where_no_file_is_named) {
    ::setenv("B24PULL_TOKEN", "token-of-the-environment", 1);
    tool::common_options options{.portal = "portal.example.com"};
    BOOST_TEST(token_of(tool::access(options)()) == "token-of-the-environment");
    token_file const file("token-of-the-file");
    options.token_file = file.path;
    BOOST_TEST(token_of(tool::access(options)()) == "token-of-the-file");
    ::unsetenv("B24PULL_TOKEN");
}

BOOST_AUTO_TEST_CASE(exit_codes_tell_whose_fault_it_is) {
    BOOST_TEST((tool::exit_code_of(server_errc::expired_token) == exit_code::refused));
    BOOST_TEST((tool::exit_code_of(server_errc::query_limit_exceeded) == exit_code::refused));
    BOOST_TEST((tool::exit_code_of(usage_errc::publishing_disabled) == exit_code::refused));
    BOOST_TEST((tool::exit_code_of(usage_errc::invalid_command) == exit_code::usage));
    BOOST_TEST((tool::exit_code_of(b24pull::protocol_errc::json_syntax) == exit_code::failed));
    b24pull::failure const refused(make_error_code(boost::system::errc::connection_refused));
    BOOST_TEST((tool::exit_code_of(refused) == exit_code::unreachable));
}

BOOST_AUTO_TEST_SUITE_END()
