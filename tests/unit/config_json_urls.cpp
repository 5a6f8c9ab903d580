#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_urls)

namespace {

using b24pull::protocol_errc;
using support::parsed_with;
using support::warned;

struct url_member {
    std::string_view name;
    std::string b24pull::server::*place;
    bool websocket, secure;
};

constexpr url_member url_members[] = {
    {"websocket", &b24pull::server::websocket, true, false},
    {"websocket_secure", &b24pull::server::websocket_secure, true, true},
    {"long_polling", &b24pull::server::long_polling, false, false},
    {"long_pooling", &b24pull::server::long_polling, false, false},
    {"long_pooling_secure", &b24pull::server::long_polling_secure, false, true},
    {"long_polling_secure", &b24pull::server::long_polling_secure, false, true},
    {"publish", &b24pull::server::publish, false, false},
    {"publish_secure", &b24pull::server::publish_secure, false, true},
};

/// A server with this member, and an address elsewhere, so that it can be connected to.
std::string server_with(url_member const& member, std::string_view raw) {
    auto const other = member.websocket ? R"("long_polling":"http://other")" : R"("websocket":"ws://other")";
    return support::with_server_of(R"("version":4,)" + std::string(other) + ",\"" + std::string(member.name) +
                                   "\":" + std::string(raw));
}

void check(url_member const& member, std::string_view raw, std::string_view expected,
           std::optional<protocol_errc> warning = {}) {
    BOOST_TEST_CONTEXT(member.name << ": " << raw.substr(0, 80)) {
        auto const path = "server." + std::string(member.name);
        std::vector<warned> warnings;
        if (warning) warnings.push_back({*warning, path});
        BOOST_TEST((parsed_with(server_with(member, raw), warnings).server.*member.place) == expected);
    }
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

} // namespace

// Both members of a pair are secure on the cloud; the secure one is never clear text.
BOOST_AUTO_TEST_CASE(schemes_are_those_of_the_transport) {
    for (auto const& member : url_members) {
        for (std::string_view const scheme :
             {"http", "https", "ws", "wss", "ftp", "HTTPS", "WSS", "httpss", "w"}) {
            bool const secure = scheme == "https" || scheme == "HTTPS" || scheme == "wss" || scheme == "WSS";
            bool const websocket = scheme == "ws" || scheme == "wss" || scheme == "WSS";
            bool const known = websocket || scheme == "http" || scheme == "https" || scheme == "HTTPS";
            bool const good = known && websocket == member.websocket && (secure || !member.secure);
            auto const url = std::string(scheme) + "://rt.example.com/sub/";
            if (good) check(member, quoted(url), url);
            else check(member, quoted(url), "", protocol_errc::invalid_url);
        }
    }
}

// Portals with one address write it for both of a pair. Only a secure one will do for both.
BOOST_AUTO_TEST_CASE(same_address_for_both_of_a_pair_counts_for_both_if_it_is_secure) {
    for (auto const& [first, second] :
         {std::pair{url_members[0], url_members[1]}, std::pair{url_members[2], url_members[4]},
          std::pair{url_members[6], url_members[7]}}) {
        std::string const scheme = first.websocket ? "ws" : "http";
        for (bool const secure : {true, false}) {
            auto const url = scheme + (secure ? "s" : "") + "://rt.example.com/sub/";
            auto const server = support::with_server_of(
                R"("version":4,)" +
                std::string(first.websocket ? R"("publish":"http://other")" : R"("websocket":"ws://other")") +
                ",\"" + std::string(first.name) + "\":" + quoted(url) + ",\"" + std::string(second.name) +
                "\":" + quoted(url));
            std::vector<warned> warnings;
            auto const path = "server." + std::string(second.name);
            if (!secure) warnings.push_back({protocol_errc::invalid_url, path});
            auto const read = parsed_with(server, warnings).server;
            BOOST_TEST((read.*first.place) == url);
            BOOST_TEST((read.*second.place) == (secure ? url : ""));
        }
    }
}

// Or with another scheme. The secure one is as good as the other then, unless it differs in more.
BOOST_AUTO_TEST_CASE(secure_address_of_a_pair_that_differs_in_more_than_the_scheme_is_judged_by_itself) {
    struct row {
        std::string_view first, second;
        bool good;
    };
    for (auto const& [first, second, good] : {
             row{"http://rt.example.com/pub/", "https://rt.example.com/pub/", true},
             row{"HTTP://rt.example.com/pub/", "https://rt.example.com/pub/", true},
             row{"http://rt.example.com:80/?a=b://c", "https://rt.example.com:80/?a=b://c", true},
             row{"http://rt.example.com/pub/", "https://rt.example.com/p>b/", false},
             row{"http://rt.example.com/pub/", "https://rt example.com/pub/", false},
             row{"http://rt.example.com/pub/", "https:/rt.example.com/pub/", false},
             row{"http://rt.example.com/pub/", "https//rt.example.com/pub/", false},
             row{"http://rt.example.com/pub/", "httpsx://rt.example.com/pub/", false},
             row{"http://rt.example.com/pub/", "httpx://rt.example.com/pub/", false},
             row{"http://rt.example.com/pub/", "wss://rt.example.com/pub/", false},
             row{"http://rt.example.com/pub/", "http://rt.example.com/pub/", false},
             row{"http://rt example.com/pub/", "https://rt example.com/pub/", false},
             row{"http://rt.example.com/a://b%c", "https://b%c", false}, // no host, but the end of a path
             row{"", "https", false},
         }) {
        BOOST_TEST_CONTEXT(first << " and " << second) {
            std::vector<warned> warnings;
            if (first.find(' ') != first.npos)
                warnings.push_back({protocol_errc::invalid_url, "server.publish"});
            if (!good) warnings.push_back({protocol_errc::invalid_url, "server.publish_secure"});
            auto const server =
                parsed_with(support::with_server_of(R"("version":4,"websocket":"ws://other","publish":)" +
                                                    quoted(first) + R"(,"publish_secure":)" + quoted(second)),
                            warnings)
                    .server;
            BOOST_TEST(server.publish_secure == (good ? second : ""));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_address_is_no_fault) {
    for (auto const& member : url_members)
        for (std::string_view const raw :
             {R"("")", R"("ws://")", R"("wss://")", R"("http://")", R"("https:\/\/")", "null", "false"})
            check(member, raw, "");
}

BOOST_AUTO_TEST_CASE(urls_stay_as_they_are) {
    for (auto const& member : url_members) {
        auto const start = std::string(member.websocket ? "wss" : "https") + "://";
        for (std::string_view const rest : {"h", "h/", "h:8443/sub", "h/sub/?CHANNEL_ID=", "h/a?b=c&d=e",
                                            "rtc-**.example.com/sub2/", "[::1]:1/", "H/%41"})
            check(member, quoted(start + std::string(rest)), start + std::string(rest));
        check(member, quoted(start + R"(h\/\u0041\u003f\u0026)"), start + "h/A?&");
        check(member, R"("\u0068)" + quoted("ttp").substr(1), "", protocol_errc::invalid_url);
        // Ends as an address without a host ends, and has one.
        check(member, quoted(start + "h/?next=https://"), start + "h/?next=https://");
    }
}

BOOST_AUTO_TEST_CASE(unusable_urls_are_warned_of) {
    for (auto const& member : url_members) {
        auto const start = std::string(member.websocket ? "wss" : "https") + "://";
        for (std::string_view const rest : {"#DOMAIN#/bitrix/sub/",
                                            "h#PORT#/",
                                            "h/#x",
                                            "user@h/",
                                            "u:p@h/",
                                            "h:0/",
                                            "h:65536/",
                                            "h:/",
                                            "a b/",
                                            "h/a b",
                                            "?x",
                                            "/x",
                                            R"(h/\u0000)",
                                            R"(h\u0000/)",
                                            R"(h/\r\nX: y)",
                                            R"(h\r\n/)",
                                            R"(h/\t)",
                                            R"(h/\\)",
                                            R"(h/\u007f)",
                                            R"(h/\u0022)",
                                            R"(h/\u0430)",
                                            R"(h/\ud83d\ude00)",
                                            R"(\u0430.example/)",
                                            R"(h/\u003C)"})
            check(member, quoted(start + std::string(rest)), "", protocol_errc::invalid_url);
        for (std::string_view const raw :
             {R"("h/sub/")", R"("/sub/")", R"("//h/sub/")", R"(" ")", R"("#DOMAIN#")", R"("://h")"})
            check(member, raw, "", protocol_errc::invalid_url);
        for (std::string_view const raw :
             {"5", "0", "true", "1.5", "[]", "{}", R"(["wss://h"])", R"({"url":"wss://h"})"})
            check(member, raw, "", protocol_errc::wrong_type);
    }
}

BOOST_AUTO_TEST_CASE(url_length_ends_at_its_limit) {
    for (auto const& member : url_members) {
        auto const start = std::string(member.websocket ? "wss" : "https") + "://h/";
        auto const longest = start + std::string(b24pull::limits::url - start.size(), 'a');
        check(member, quoted(longest), longest);
        check(member, quoted(longest + 'a'), "", protocol_errc::text_too_long);
    }
}

struct spelling_row {
    std::string_view name, misspelt, correct, expected;
    std::optional<protocol_errc> warning = {};
    std::string_view at = {};
};

// What every server writes counts more than what the documentation had, in either order.
BOOST_AUTO_TEST_CASE(misspelt_long_polling_counts_first) {
    constexpr auto invalid = protocol_errc::invalid_url;
    constexpr spelling_row rows[] = {
        {"only misspelt", R"("https://m")", "", "https://m"},
        {"only correct", "", R"("https://c")", "https://c"},
        {"both", R"("https://m")", R"("https://c")", "https://m"},
        {"misspelt empty", R"("")", R"("https://c")", "https://c"},
        {"misspelt null", "null", R"("https://c")", "https://c"},
        {"misspelt false", "false", R"("https://c")", "https://c"},
        {"misspelt without host", R"("https://")", R"("https://c")", "https://c"},
        {"misspelt unusable", R"("https://#DOMAIN#/")", R"("https://c")", "https://c", invalid,
         "long_pooling"},
        {"misspelt of other type", "5", R"("https://c")", "https://c", protocol_errc::wrong_type,
         "long_pooling"},
        {"misspelt list", "[]", R"("https://c")", "https://c", protocol_errc::wrong_type, "long_pooling"},
        {"correct unusable", R"("https://m")", R"("https://a b")", "https://m", invalid, "long_polling"},
        {"none", "", "", ""},
    };
    for (std::string_view const suffix : {"", "_secure"}) {
        for (auto const& row : rows) {
            for (bool const correct_first : {false, true}) {
                auto const add = [&](std::string_view name, std::string_view raw) {
                    return raw.empty()
                               ? std::string()
                               : ",\"" + std::string(name) + std::string(suffix) + "\":" + std::string(raw);
                };
                auto const misspelt = add("long_pooling", row.misspelt),
                           correct = add("long_polling", row.correct);
                std::vector<warned> warnings;
                auto const path = "server." + std::string(row.at) + std::string(suffix);
                if (row.warning) warnings.push_back({*row.warning, path});
                BOOST_TEST_CONTEXT(row.name << suffix << (correct_first ? ", correct first" : "")) {
                    auto const config = parsed_with(
                        support::with_server_of(R"("version":4,"websocket":"ws://h")" +
                                                (correct_first ? correct + misspelt : misspelt + correct)),
                        warnings);
                    auto const& server = config.server;
                    BOOST_TEST((suffix.empty() ? server.long_polling : server.long_polling_secure) ==
                               row.expected);
                    BOOST_TEST((suffix.empty() ? server.long_polling_secure : server.long_polling) == "");
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(any_one_address_is_enough_to_connect) {
    for (auto const& member : url_members) {
        auto const url = std::string(member.websocket ? "wss" : "https") + "://h/";
        auto const json =
            support::with_server_of("\"version\":4,\"" + std::string(member.name) + "\":" + quoted(url));
        BOOST_TEST_CONTEXT(member.name) {
            if (member.name.starts_with("publish"))
                support::check_refused(json, protocol_errc::no_endpoint, "server");
            else BOOST_TEST((parsed_with(json, {}).server.*member.place) == url);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
