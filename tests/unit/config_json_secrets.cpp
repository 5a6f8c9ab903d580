#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_secrets)

namespace {

using b24pull::parse_config;

// Found in no text of the library, in no fixture, and read as no number.
constexpr std::string_view sentinel = "S3ntine1x";

constexpr std::string_view bodies[] = {"config_d_personal.json", "config_d_shared.json",
                                       "config_v5_jwt.json"};

/// Where a text of the body stands, without its quotes. None of the fixtures has an escaped quote.
struct text_place {
    std::size_t begin, size;
    bool name;
};

std::vector<text_place> texts_of(std::string_view body) {
    std::vector<text_place> out;
    for (std::size_t at = 0; (at = body.find('"', at)) != body.npos;) {
        auto const end = body.find('"', at + 1);
        out.push_back({at + 1, end - at - 1, body.substr(end + 1).starts_with(':')});
        at = end + 1;
    }
    return out;
}

/// Shapes that pass as ids, as URLs and as dates, shapes that do not, and some beyond every limit.
std::vector<std::string> planted_texts() {
    std::string const word(sentinel);
    return {word,
            word + "." + word,
            word + " " + word,
            "wss://" + word + ".example.com/" + word,
            "https://rt.example.com/#" + word,
            "https://" + word + "@h/",
            "2026-03-31T17:05:18+03:00" + word,
            R"(\u00003)" + word + R"(\r\n)",
            R"(S3ntine\u006cx S3ntine\u0031x)",
            word + std::string(600, 'a'),
            word + std::string(5000, 'a')};
}

/// All that may be printed, about whatever came out.
std::string printed(b24pull::result<b24pull::config> const& value) {
    auto const& failure = value.error();
    auto out = failure.what() + failure.path() + failure.code().message();
    if (value)
        for (auto const& each : value->warnings) out += each.path + ' ' + each.code.message() + '\n';
    try {
        (void)value.value();
    } catch (b24pull::failure_error const& thrown) {
        out += thrown.what();
    }
    return out;
}

bool leaks(std::string_view body) {
    auto const text = printed(parse_config(body));
    return text.find("S3ntine") != text.npos || text.find("s3ntine") != text.npos;
}

/// The body with the sentinel for every value, or for every name.
std::string replaced_all(std::string body, bool names) {
    auto places = texts_of(body);
    for (auto at = places.rbegin(); at != places.rend(); ++at)
        if (at->name == names) body.replace(at->begin, at->size, sentinel);
    return body;
}

} // namespace

// Else nothing below could fail.
BOOST_AUTO_TEST_CASE(planted_text_is_found_where_it_may_be) {
    auto body = support::fixture_result(bodies[0]);
    auto const places = texts_of(body);
    BOOST_TEST(places.size() > 50u);
    BOOST_TEST(places.front().name);
    BOOST_TEST(body.substr(places.front().begin, places.front().size) == "server");
    auto const config =
        support::parsed(support::with_channel(R"("id":"a","end":")" + std::string(sentinel) + '"'));
    BOOST_TEST(config.warnings.at(0).text == sentinel); // the one place: data for the caller, never printed
}

BOOST_AUTO_TEST_CASE(no_text_of_the_input_is_printed) {
    auto const planted = planted_texts();
    for (auto const name : bodies) {
        auto const body = support::fixture_result(name);
        int leaked = 0, outcomes = 0;
        for (auto const& place : texts_of(body)) {
            for (auto const& text : planted) {
                auto changed = body;
                changed.replace(place.begin, place.size, text);
                auto const end = place.begin + text.size();
                leaked += leaks(changed);
                leaked += leaks(changed.substr(0, end));     // cut inside the text
                leaked += leaks(changed.substr(0, end + 1)); // and behind it
                changed[end] = '\x01';                       // broken inside it
                leaked += leaks(changed);
                changed.replace(end, 1, "\"!");
                leaked += leaks(changed);
                outcomes += 5;
            }
        }
        BOOST_TEST(leaked == 0,
                   name << ": " << leaked << " of " << outcomes << " outcomes show a planted text");
    }
}

BOOST_AUTO_TEST_CASE(no_text_of_a_cut_or_broken_input_is_printed) {
    for (bool const names : {false, true}) {
        auto const body = replaced_all(support::fixture_result(bodies[0]), names);
        int leaked = 0;
        for (std::size_t at = 0; at <= body.size(); ++at) {
            leaked += leaks(body.substr(0, at));
            auto broken = body;
            if (at != body.size()) broken[at] = '\x7f';
            leaked += leaks(broken);
        }
        BOOST_TEST(leaked == 0);
    }
}

BOOST_AUTO_TEST_CASE(no_unknown_name_of_nested_objects_is_printed) {
    std::string const name = '"' + std::string(sentinel) + "\":";
    for (std::string_view const inner : {"!", "", "{", "[1,!", R"({"server":!)", R"({"version":)"}) {
        std::string body = support::with_members("\"jwt\":\"a\"");
        body.back() = ',';
        for (int level = 0; level != 12; ++level) body += (level == 0 ? "" : "{") + name;
        BOOST_TEST(!leaks(body + std::string(inner)), inner);
    }
}

BOOST_AUTO_TEST_SUITE_END()
