#include <b24pull/rest/envelope.hpp>

#include "../support/fixture_text.hpp"
#include "../support/shared_fixtures_table.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/rest/application_push_add.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

BOOST_AUTO_TEST_SUITE(shared_fixtures)

// A collection of recorded answers may lie beside the repository. Where it does not, there is nothing to read.
#ifdef B24PULL_SHARED_FIXTURES_DIR
#define B24PULL_TEST_FIXTURES B24PULL_SHARED_FIXTURES_DIR "/rest"
#else
#define B24PULL_TEST_FIXTURES ""
#endif

namespace {

namespace rest = b24pull::rest;
namespace detail = b24pull::rest::detail;
using b24pull::error_code;
using b24pull::server_errc;
using fixture::reader;

std::filesystem::path const folder = B24PULL_TEST_FIXTURES;

bool available() {
    if (!folder.empty()) return true;
    std::cout << "no shared fixtures beside the repository: not read\n";
    BOOST_TEST(folder.empty());
    return false;
}

std::string content_of(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    BOOST_TEST_REQUIRE(in.good(), "cannot read " << file);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct outcome {
    error_code code;
    std::string text;
    bool has_offset = false;
};

template <class T>
outcome outcome_of(b24pull::result<T> const& read) {
    if (read) return {{}, fixture::text_of(*read)};
    return {read.error().code(), fixture::text_of(read.error()), read.error().offset().has_value()};
}

/// Through what users call.
outcome read_whole(fixture::expectation const& row, std::string const& body) {
    rest::http_response const response{row.status, {}, body};
    switch (row.reader) {
    case reader::any: return outcome_of(detail::read_answer<fixture::any_reader>(response));
    case reader::config: return outcome_of(rest::application_config_get::parse_answer(response));
    case reader::portal: return outcome_of(rest::config_get::parse_answer(response));
    case reader::event: return outcome_of(rest::application_event_add::parse_answer(response));
    case reader::push: return outcome_of(rest::application_push_add::parse_answer(response));
    case reader::one: return outcome_of(rest::channel_public_get::parse_answer(response));
    case reader::list: return outcome_of(rest::channel_public_list::parse_answer(response));
    case reader::watch: return outcome_of(rest::watch_extend::parse_answer(response));
    case reader::oauth: return outcome_of(rest::oauth_refresh::parse_response(response));
    }
    return {};
}

/// All that an envelope reader knows after a text in pieces of which `padding` bytes stand before the body.
template <class Envelope>
std::string read_in_pieces(std::string_view first, std::string_view second, std::size_t padding) {
    b24pull::json_limits const limits;
    b24pull::detail::read_context context(limits, Envelope::root);
    Envelope envelope(context);
    b24pull::detail::json_reader<Envelope> json(envelope, context.path, limits);
    json.write(first);
    auto const said = [padding](b24pull::failure const& failure) {
        return failure.code().message() + ' ' + failure.path() + ' ' + fixture::text_of(failure, padding);
    };
    if (auto const broken = json.finish(second)) return said(*broken);
    std::string out =
        envelope.error().present() ? said(envelope.error().finish(0, server_errc::rejected)) : "";
    out += envelope.has_result() ? " result " : " no result ";
    if (auto const time = envelope.time(); time && time->duration)
        out += std::to_string(*time->duration) + ' ';
    auto const value = envelope.finish();
    return out + (value ? fixture::text_of(*value) : said(value.error()));
}

std::string read_in_pieces(reader which, std::string_view first, std::string_view second,
                           std::size_t padding = 0) {
    auto const with = [&]<class Reader>(std::type_identity<Reader>) {
        return read_in_pieces<detail::envelope_reader<Reader>>(first, second, padding);
    };
    switch (which) {
    case reader::any: return with(std::type_identity<fixture::any_reader>());
    case reader::config: return with(std::type_identity<b24pull::detail::config_reader>());
    case reader::portal: return with(std::type_identity<detail::portal_config_reader>());
    case reader::event:
    case reader::push: return with(std::type_identity<detail::accepted_reader>());
    case reader::one: return with(std::type_identity<detail::public_channel_reader>());
    case reader::list:
        return with(std::type_identity<detail::public_channels_reader<detail::public_shape::list>>());
    case reader::watch: return with(std::type_identity<detail::watch_reader>());
    case reader::oauth: return read_in_pieces<detail::token_reader>(first, second, padding);
    }
    return {};
}

/// How many cuts of `body` give something else than the whole.
std::size_t differing_cuts(std::string_view body, auto read) {
    constexpr std::size_t block = 4096; // of the reader: blanks in front move its border through the body
    auto const whole = read(body, std::string_view(), std::size_t{0});
    std::string padded(block, ' ');
    padded += body;
    std::size_t different = 0;
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        different += read(body.substr(0, cut), body.substr(cut), std::size_t{0}) != whole ? 1u : 0u;
        if (cut == 0 || cut > block) continue;
        auto const text = std::string_view(padded).substr(cut);
        different += read(text.substr(0, block), text.substr(block), block - cut) != whole ? 1u : 0u;
    }
    return different;
}

} // namespace

BOOST_AUTO_TEST_CASE(table_and_folder_hold_the_same_files) {
    if (!available()) return;
    std::vector<std::string> listed, found;
    for (auto const& row : fixture::expectations) listed.emplace_back(row.file);
    for (auto const& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename() != "manifest.md") found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    std::sort(listed.begin(), listed.end());
    BOOST_TEST(listed == found, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(statuses_are_those_of_the_manifest) {
    if (!available()) return;
    std::map<std::string_view, unsigned> expected;
    for (auto const& row : fixture::expectations) expected[row.file] = row.status;
    std::ifstream manifest(folder / "manifest.md");
    std::size_t rows = 0;
    for (std::string line; std::getline(manifest, line);) {
        if (!line.starts_with("| `")) continue;
        ++rows;
        auto const name = line.substr(3, line.find('`', 3) - 3);
        std::size_t at = 0;
        for (int column = 0; column != 5; ++column) at = line.find('|', at) + 1;
        auto const status = std::strtoul(line.c_str() + at, nullptr, 10);
        BOOST_TEST_REQUIRE(expected.contains(name), name);
        if (status >= 100) BOOST_TEST(expected[name] == status, name); // "4xx" and "-" leave it open
    }
    BOOST_TEST(rows == std::size(fixture::expectations));
}

BOOST_AUTO_TEST_CASE(every_body_is_read_as_the_protocol_says) {
    if (!available()) return;
    for (auto const& row : fixture::expectations) {
        auto const got = read_whole(row, content_of(folder / row.file));
        std::cout << row.file << ": " << (got.code ? got.code.message() + " | " : "") << got.text << '\n';
        BOOST_TEST_CONTEXT(row.file) {
            BOOST_TEST(got.code == row.code);
            BOOST_TEST(got.text == row.text);
            bool const broken = row.file.ends_with(".broken.json");
            BOOST_TEST(broken == (row.code == error_code(b24pull::protocol_errc::json_syntax)));
            BOOST_TEST(broken == got.has_offset);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_body_gives_the_same) {
    if (!available()) return;
    for (auto const& row : fixture::expectations) {
        auto const body = content_of(folder / row.file);
        auto const different =
            differing_cuts(body, [&](std::string_view first, std::string_view second, std::size_t padding) {
                return read_in_pieces(row.reader, first, second, padding);
            });
        BOOST_TEST(different == 0u, row.file << ": " << different << " of " << body.size() << " cuts differ");
    }
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_configuration_gives_the_same) {
    if (!available()) return;
    std::size_t configurations = 0;
    for (auto const& row : fixture::expectations) {
        if (row.reader != reader::config || row.code.category() == b24pull::server_category()) continue;
        boost::system::error_code error;
        auto const body = boost::json::parse(content_of(folder / row.file), error);
        if (error) continue; // one of the broken ones
        ++configurations;
        auto const result = boost::json::serialize(body.at("result"));
        auto const whole = b24pull::parse_config(result);
        BOOST_TEST(whole.has_value() == !row.code, row.file);
        if (whole) BOOST_TEST(row.text.starts_with(fixture::text_of(*whole).substr(0, 40)), row.file);
        auto const different =
            differing_cuts(result, [](std::string_view first, std::string_view second, std::size_t padding) {
                b24pull::config_parser parser;
                parser.write(first);
                parser.write(second);
                auto const config = parser.finish();
                return config ? fixture::text_of(*config)
                              : config.error().code().message() + fixture::text_of(config.error(), padding);
            });
        BOOST_TEST(different == 0u, row.file);
    }
    BOOST_TEST(configurations == 18u);
}

BOOST_AUTO_TEST_CASE(time_blocks_keep_every_digit) {
    if (!available()) return;
    auto const time_of = [](char const* file) {
        auto body = content_of(folder / file);
        if (body.find("\"result\"") == std::string::npos) body.insert(body.find('{') + 1, "\"result\":1,");
        return detail::read_answer<fixture::any_reader>({200, {}, body}).value().time.value();
    };
    auto const full = time_of("time-docs-full.json");
    BOOST_TEST(full.start.value() == 1757424671.509725);
    BOOST_TEST(full.finish.value() == 1757424672.203906);
    BOOST_TEST(full.duration.value() == 0.694180965423584);
    BOOST_TEST(full.processing.value() == 0.6726489067077637);
    BOOST_TEST(b24pull::to_atom(full.date_start.value()) == "2025-09-09T16:31:11+03:00");
    BOOST_TEST(b24pull::to_atom(full.date_finish.value()) == "2025-09-09T16:31:12+03:00");
    BOOST_TEST(full.operating.value() == 0.6726338863372803);
    BOOST_TEST(full.operating_reset_at.value().time_since_epoch().count() == 1757425271);
    auto const server_time = time_of("time-docs-server-time-no-reset.json");
    BOOST_TEST(server_time.processing.value() == 0.000040054321289062);
    BOOST_TEST(server_time.operating.value() == 0.0);
    BOOST_TEST(!server_time.operating_reset_at.has_value());
    BOOST_TEST(time_of("time-phpsdk-integer-result.json").duration.value() == 4.1753120422363281);
    BOOST_TEST(time_of("config-get-docs-ru-newest-ok.json").start.value() == 1774965918.0);
    BOOST_TEST(
        time_of("event-add-docs-ru-2026-04-ok.json").operating_reset_at.value().time_since_epoch().count() ==
        1743496545);
}

BOOST_AUTO_TEST_SUITE_END()
