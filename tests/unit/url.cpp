#include <b24pull/url.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(url)

namespace {

using b24pull::append_query;
using b24pull::parse_url;
using b24pull::percent_encode;
using b24pull::protocol_errc;
using b24pull::scheme_is;
using namespace std::string_view_literals;

struct sound {
    std::string_view url, scheme, host, port, path, query;
    bool has_query = false;
};

constexpr sound sound_urls[] = {
    {"https://rt.example.com", "https", "rt.example.com", "", "", ""},
    {"https://rt.example.com/", "https", "rt.example.com", "", "/", ""},
    {"wss://rt.example.com/subws/", "wss", "rt.example.com", "", "/subws/", ""},
    {"ws://rt.example.com:8080/subws", "ws", "rt.example.com", "8080", "/subws", ""},
    {"http://rt.example.com:8893/bitrix/sub/?CHANNEL_ID=", "http", "rt.example.com", "8893", "/bitrix/sub/",
     "CHANNEL_ID=", true},
    {"https://rt.example.com?a=b", "https", "rt.example.com", "", "", "a=b", true},
    {"https://rt.example.com?", "https", "rt.example.com", "", "", "", true},
    {"https://rt.example.com/?", "https", "rt.example.com", "", "/", "", true},
    {"https://rt.example.com/a?b?c/d", "https", "rt.example.com", "", "/a", "b?c/d", true},
    {"https://rt.example.com:443?x", "https", "rt.example.com", "443", "", "x", true},
    {"https://rt.example.com:1/", "https", "rt.example.com", "1", "/", ""},
    {"https://rt.example.com:65535/", "https", "rt.example.com", "65535", "/", ""},
    {"https://rt.example.com:00443/", "https", "rt.example.com", "00443", "/", ""},
    {"HTTPS://RT.EXAMPLE.COM/A", "HTTPS", "RT.EXAMPLE.COM", "", "/A", ""},
    {"http://localhost:8080/", "http", "localhost", "8080", "/", ""},
    {"http://127.0.0.1:8080/rest/", "http", "127.0.0.1", "8080", "/rest/", ""},
    {"http://[::1]/", "http", "[::1]", "", "/", ""},
    {"http://[::1]:8080/", "http", "[::1]", "8080", "/", ""},
    {"http://[2001:db8::7]", "http", "[2001:db8::7]", "", "", ""},
    {"http://[::ffff:192.0.2.1]:9/x", "http", "[::ffff:192.0.2.1]", "9", "/x", ""},
    {"https://xn--e1afmkfd.example/", "https", "xn--e1afmkfd.example", "", "/", ""},
    {"https://rtc-**.example.com/sub2/", "https", "rtc-**.example.com", "", "/sub2/", ""},
    {"https://a_b-c.example/", "https", "a_b-c.example", "", "/", ""},
    {"https://h/%D0%B0?x=%20", "https", "h", "", "/%D0%B0", "x=%20", true},
    {"https://h/a:b@c", "https", "h", "", "/a:b@c", ""},
    {"https://h//double//slash", "https", "h", "", "//double//slash", ""},
    {"https://h/?u=https://other.example/", "https", "h", "", "/", "u=https://other.example/", true},
    {"https://h/?u=https://", "https", "h", "", "/", "u=https://", true},
    {"https://h/!$&'()*+,;=~", "https", "h", "", "/!$&'()*+,;=~", ""},
    {"x+y-z.1://h", "x+y-z.1", "h", "", "", ""},
};

struct faulty {
    std::string_view name, url;
};

constexpr faulty faulty_urls[] = {
    {"empty", ""},
    {"blank", " "},
    {"separator only", "://"},
    {"scheme only", "ws://"},
    {"https only", "https://"},
    {"no scheme", "rt.example.com/sub/"},
    {"no scheme, slashes", "//rt.example.com/sub/"},
    {"path", "/sub/"},
    {"empty scheme", "://rt.example.com"},
    {"one slash", "https:/rt.example.com"},
    {"no slash", "https:rt.example.com"},
    {"scheme begins with digit", "1http://h/"},
    {"scheme with blank", "ht tp://h/"},
    {"blank before", " https://h/"},
    {"scheme with underscore", "ht_tp://h/"},
    {"scheme with letter outside ASCII", "htt\xd1\x80://h/"},
    {"host missing before path", "https:///sub/"},
    {"host missing before query", "https://?x"},
    {"host missing before port", "https://:80/"},
    {"fragment", "https://h/#top"},
    {"fragment after host", "https://h#top"},
    {"fragment in query", "https://h/?a#b"},
    {"placeholder host", "https://#DOMAIN#/bitrix/sub/"},
    {"placeholder port", "https://h#PORT#/bitrix/sub/"},
    {"placeholder in path", "https://h/#DOMAIN#/"},
    {"user", "https://user@h/"},
    {"user and password", "https://user:word@h/"},
    {"empty user", "https://@h/"},
    {"port empty", "https://h:/"},
    {"port empty at end", "https://h:"},
    {"port 0", "https://h:0/"},
    {"port 00000", "https://h:00000/"},
    {"port 65536", "https://h:65536/"},
    {"port 99999", "https://h:99999/"},
    {"port of six digits", "https://h:000080/"},
    {"port with sign", "https://h:+80/"},
    {"port negative", "https://h:-80/"},
    {"port of letters", "https://h:http/"},
    {"port with blank", "https://h: 80/"},
    {"two ports", "https://h:80:81/"},
    {"port huge", "https://h:4294967376/"},
    {"blank in host", "https://a b/"},
    {"blank in path", "https://h/a b"},
    {"blank after", "https://h/ "},
    {"tab in path", "https://h/\ta"},
    {"line end", "https://h/\n"},
    {"CR LF in path", "https://h/a\r\nX-Evil: 1"},
    {"CR LF in host", "https://h\r\n/"},
    {"LF in query", "https://h/?a\nb"},
    {"NUL in path", "https://h/a\0b"sv},
    {"NUL in host", "https://h\0.example.com/"sv},
    {"NUL at end", "https://h/\0"sv},
    {"NUL at begin", "\0https://h/"sv},
    {"DEL", "https://h/\x7f"},
    {"control", "https://h/\x01"},
    {"backslash in path", "https://h/a\\b"},
    {"backslash after host", "https://h\\@other.example/"},
    {"backslashes", "https:\\\\h\\"},
    {"quote", "https://h/\"x"},
    {"angle brackets", "https://h/<x>"},
    {"caret", "https://h/^"},
    {"back-tick", "https://h/`"},
    {"braces", "https://h/{x}"},
    {"bar", "https://h/a|b"},
    {"letters outside ASCII in host", "https://\xd0\xb0.example/"},
    {"letters outside ASCII in path", "https://h/\xd0\xb0"},
    {"percent in host", "https://%68/"},
    {"underflowing UTF-8", "https://h/\xff"},
    {"quote in host", "https://h\"x/"},
    {"bracket open", "https://[::1/"},
    {"bracket closed", "https://::1]/"},
    {"brackets empty", "https://[]/"},
    {"IPv6 without brackets", "https://::1/"},
    {"IPv6 and more", "https://[::1]x/"},
    {"IPv6 with zone", "https://[fe80::1%25eth0]/"},
    {"IPv6 of letters", "https://[::g]/"},
    {"IPv6 with bad port", "https://[::1]:/"},
    {"port of letters", "https://h:8o/"},
    {"IPv6 of brackets", "https://[[::1]]/"},
    {"mail address", "mailto:a@example.com"},
    {"script", "javascript:alert(1)"},
    {"data", "data:text/html,x"},
};
static_assert(std::size(sound_urls) + std::size(faulty_urls) >= 100);

std::string encoded(std::string_view text) {
    std::string out;
    percent_encode(out, text);
    return out;
}

std::string with_query(std::string url, std::string_view name, std::string_view value) {
    append_query(url, name, value);
    return url;
}

} // namespace

BOOST_AUTO_TEST_CASE(sound_url_is_split) {
    for (auto const& row : sound_urls) {
        BOOST_TEST_CONTEXT(row.url) {
            auto const parts = parse_url(row.url);
            BOOST_TEST_REQUIRE(parts.has_value());
            BOOST_TEST(parts->scheme == row.scheme);
            BOOST_TEST(parts->host == row.host);
            BOOST_TEST(parts->port == row.port);
            BOOST_TEST(parts->path == row.path);
            BOOST_TEST(parts->query == row.query);
            BOOST_TEST(parts->has_query == row.has_query);
        }
    }
}

BOOST_AUTO_TEST_CASE(parts_view_the_text_itself) {
    std::string const text = "https://rt.example.com:8080/sub/?a=b";
    auto const parts = parse_url(text).value();
    BOOST_TEST((parts.scheme.data() == text.data()));
    BOOST_TEST((parts.host.data() == text.data() + 8));
    BOOST_TEST((parts.query.data() + parts.query.size() == text.data() + text.size()));
}

BOOST_AUTO_TEST_CASE(faulty_url_is_refused) {
    for (auto const& row : faulty_urls) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const parts = parse_url(row.url);
            BOOST_TEST(!parts.has_value());
            BOOST_TEST((parts.error().code() == protocol_errc::invalid_url));
        }
    }
}

// What may stand where, byte by byte, from RFC 3986; what the library refuses beyond it is in the header.
BOOST_AUTO_TEST_CASE(each_byte_passes_only_where_it_may_stand) {
    constexpr std::string_view alphanumeric =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    auto const one_of = [](char c, std::string_view set) { return set.find(c) != set.npos; };
    for (int byte = 0; byte != 256; ++byte) {
        auto const c = static_cast<char>(byte);
        bool const common = one_of(c, alphanumeric) || one_of(c, "-._~!$&'()*+,;=");
        BOOST_TEST_CONTEXT("byte " << byte) {
            BOOST_TEST(parse_url("https://h" + std::string(1, c) + "h/").has_value() ==
                       (common || one_of(c, "/?")));
            bool const in_path = common || one_of(c, ":@%/?[]");
            BOOST_TEST(parse_url("https://h/a" + std::string(1, c) + "b").has_value() == in_path);
            BOOST_TEST(parse_url("https://h/?a" + std::string(1, c) + "b").has_value() == in_path);
            bool const in_scheme = one_of(c, alphanumeric) || one_of(c, "+-.");
            BOOST_TEST(parse_url("a" + std::string(1, c) + "b://h").has_value() == in_scheme);
        }
    }
}

BOOST_AUTO_TEST_CASE(length_limits_stand_at_their_borders) {
    std::string const start = "https://h/";
    auto const longest = start + std::string(b24pull::limits::url - start.size(), 'a');
    BOOST_TEST(parse_url(longest).has_value());
    auto const too_long = parse_url(longest + 'a');
    BOOST_TEST(!too_long.has_value());
    BOOST_TEST((too_long.error().code() == protocol_errc::text_too_long));
    BOOST_TEST(parse_url("https://" + std::string(255, 'h')).has_value());
    BOOST_TEST(!parse_url("https://" + std::string(256, 'h')).has_value());
}

BOOST_AUTO_TEST_CASE(scheme_is_compared_without_case_and_whole) {
    for (std::string_view const text : {"https://h", "HTTPS://h", "hTtPs://h"}) {
        auto const parts = parse_url(text).value();
        BOOST_TEST(scheme_is(parts, "https"));
        for (std::string_view const other : {"http", "httpss", "wss", "", "ttps"})
            BOOST_TEST(!scheme_is(parts, other));
    }
    b24pull::url_parts parts;
    BOOST_TEST(!scheme_is(parts, "https"));
    BOOST_TEST(scheme_is(parts, ""));
    parts.scheme = "@"; // what stands beside the letters has no case
    BOOST_TEST(!scheme_is(parts, "`"));
    parts.scheme = "[";
    BOOST_TEST(!scheme_is(parts, "{"));
}

BOOST_AUTO_TEST_CASE(every_byte_is_encoded_as_encode_uri_component_does) {
    constexpr std::string_view kept =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (unsigned byte = 0; byte != 256; ++byte) {
        std::string const text(1, static_cast<char>(byte));
        auto const expected =
            kept.find(text[0]) != kept.npos ? text : std::string{'%', digits[byte / 16], digits[byte % 16]};
        BOOST_TEST_CONTEXT("byte " << byte) BOOST_TEST(encoded(text) == expected);
    }
}

BOOST_AUTO_TEST_CASE(texts_are_encoded_and_appended) {
    BOOST_TEST(encoded("") == "");
    BOOST_TEST(encoded("a1:b2.c3/d4.e5") == "a1%3Ab2.c3%2Fd4.e5");
    BOOST_TEST(encoded("\xd0\x96 \xf0\x9f\x98\x80") == "%D0%96%20%F0%9F%98%80");
    BOOST_TEST(encoded("\0\r\n%"sv) == "%00%0D%0A%25");
    std::string text = "kept:";
    percent_encode(text, ":");
    BOOST_TEST(text == "kept:%3A");
}

BOOST_AUTO_TEST_CASE(query_is_appended_in_the_form_that_the_url_needs) {
    BOOST_TEST(with_query("https://h/", "a", "b") == "https://h/?a=b");
    BOOST_TEST(with_query("https://h", "a", "b") == "https://h?a=b");
    BOOST_TEST(with_query("https://h/?", "a", "b") == "https://h/?a=b");
    BOOST_TEST(with_query("https://h/?x=y", "a", "b") == "https://h/?x=y&a=b");
    BOOST_TEST(with_query("https://h/?x=y&", "a", "b") == "https://h/?x=y&a=b");
    BOOST_TEST(with_query("https://h/?CHANNEL_ID=", "a", "b") == "https://h/?CHANNEL_ID=&a=b");
    BOOST_TEST(with_query("https://h/", "a", "") == "https://h/?a=");
    BOOST_TEST(with_query("https://h/", "a", "x&y=z/#\r\n") == "https://h/?a=x%26y%3Dz%2F%23%0D%0A");
    BOOST_TEST(with_query("", "a", "b") == "?a=b");
    auto twice = with_query("https://h/", "a", "1");
    append_query(twice, "b", "2");
    BOOST_TEST(twice == "https://h/?a=1&b=2");
}

// A `?` inside the query is data: whatever follows it is no first parameter.
BOOST_AUTO_TEST_CASE(query_that_ends_in_a_question_mark_is_continued) {
    BOOST_TEST(with_query("https://h/?x=y?", "a", "b") == "https://h/?x=y?&a=b");
}

BOOST_AUTO_TEST_SUITE_END()
