#include <b24pull/rest/credentials.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>

BOOST_AUTO_TEST_SUITE(credentials)

namespace {

namespace rest = b24pull::rest;
using b24pull::clear_text;
using b24pull::error_code;
using b24pull::usage_errc;
using rest_support::check_failure;
using rest_support::holds;

struct good {
    std::string_view given;
    std::string_view base;
    clear_text clear = clear_text::refused;
};

struct bad {
    std::string given;
    usage_errc code;
    clear_text clear = clear_text::refused;
};

constexpr good portals[] = {
    {"portal.example.com", "https://portal.example.com/rest/"},
    {"portal", "https://portal/rest/"},
    {"rest", "https://rest/rest/"},
    {"portal.example.com:8443", "https://portal.example.com:8443/rest/"},
    {"192.0.2.7", "https://192.0.2.7/rest/"},
    {"[2001:db8::7]", "https://[2001:db8::7]/rest/"},
    {"[2001:db8::7]:8443", "https://[2001:db8::7]:8443/rest/"},
    {"portal.example.com/", "https://portal.example.com/rest/"},
    {"portal.example.com/rest/", "https://portal.example.com/rest/"},
    {"https://portal.example.com", "https://portal.example.com/rest/"},
    {"https://portal.example.com/", "https://portal.example.com/rest/"},
    {"https://portal.example.com/rest", "https://portal.example.com/rest/"},
    {"https://portal.example.com/rest/", "https://portal.example.com/rest/"},
    {"https://portal.example.com:443/rest/", "https://portal.example.com:443/rest/"},
    {"https://portal.example.com/intranet", "https://portal.example.com/intranet/rest/"},
    {"https://portal.example.com/intranet/rest/", "https://portal.example.com/intranet/rest/"},
    {"https://portal.example.com/forest", "https://portal.example.com/forest/rest/"},
    {"HTTPS://portal.example.com/rest/", "https://portal.example.com/rest/"},
    {"HttpS://Portal.Example.COM", "https://Portal.Example.COM/rest/"},
    {"https://xn--d1abbgf6aiiy.example.com", "https://xn--d1abbgf6aiiy.example.com/rest/"},
    {"https://portal.example.com", "https://portal.example.com/rest/", clear_text::allowed},
    {"http://127.0.0.1:8080/rest/", "http://127.0.0.1:8080/rest/", clear_text::allowed},
    {"HTTP://127.0.0.1", "http://127.0.0.1/rest/", clear_text::allowed},
    {"portal.example.com", "https://portal.example.com/rest/", clear_text::allowed},
};

bad const bad_portals[] = {
    {"", usage_errc::invalid_url},
    {"https://", usage_errc::invalid_url},
    {"https:///rest/", usage_errc::invalid_url},
    {"/rest/", usage_errc::invalid_url},
    {"://portal.example.com", usage_errc::invalid_url},
    {"https:portal.example.com", usage_errc::invalid_url},
    {"ftp://portal.example.com", usage_errc::invalid_url},
    {"wss://portal.example.com", usage_errc::invalid_url},
    {"file:///etc/hosts", usage_errc::invalid_url},
    {"javascript://portal.example.com", usage_errc::invalid_url, clear_text::allowed},
    {"httpss://portal.example.com", usage_errc::invalid_url},
    {" https://portal.example.com", usage_errc::invalid_url},
    {"https://portal.example.com ", usage_errc::invalid_url},
    {"https://portal .example.com", usage_errc::invalid_url},
    {"portal.example.com\r\nX: y", usage_errc::invalid_url},
    {"https://portal.example.com/rest/\n", usage_errc::invalid_url},
    {"https://portal.example.com/\trest/", usage_errc::invalid_url},
    {std::string("https://portal.example.com/\0", 28), usage_errc::invalid_url},
    {"https://user:word@portal.example.com", usage_errc::invalid_url},
    {"https://user@portal.example.com", usage_errc::invalid_url},
    {"user@portal.example.com", usage_errc::invalid_url},
    {"https://portal.example.com/#top", usage_errc::invalid_url},
    {"https://portal.example.com/rest/?auth=1", usage_errc::invalid_url},
    {"https://portal.example.com?", usage_errc::invalid_url},
    {"https://portal.example.com:", usage_errc::invalid_url},
    {"https://portal.example.com:0", usage_errc::invalid_url},
    {"https://portal.example.com:65536", usage_errc::invalid_url},
    {"https://portal.example.com:port", usage_errc::invalid_url},
    {"https://portal.example.com:80:80", usage_errc::invalid_url},
    {"https://p\xC3\xB6rtal.example.com", usage_errc::invalid_url},
    {"https://port%61l.example.com", usage_errc::invalid_url},
    {"https://portal.example.com\\rest", usage_errc::invalid_url},
    {"https://portal.example.com/<rest>", usage_errc::invalid_url},
    {"https://portal.example.com/\"rest\"", usage_errc::invalid_url},
    {"https://#DOMAIN#/rest/", usage_errc::invalid_url},
    {"https://portal.example.com/REST/1/abc/", usage_errc::invalid_url},
    {"https://" + std::string(3000, 'a') + ".example.com", usage_errc::invalid_url},
    {"http://portal.example.com/rest/", usage_errc::insecure_url},
    {"HTTP://portal.example.com", usage_errc::insecure_url},
};

bad const bad_webhooks[] = {
    {"", usage_errc::invalid_url},
    {"portal.example.com/rest/1/abc/", usage_errc::invalid_url},
    {"ftp://portal.example.com/rest/1/abc/", usage_errc::invalid_url},
    {"https:///rest/1/abc/", usage_errc::invalid_url},
    {"https://user:word@portal.example.com/rest/1/abc/", usage_errc::invalid_url},
    {"https://portal.example.com/rest/1/abc/#x", usage_errc::invalid_url},
    {"https://portal.example.com/rest/1/a c/", usage_errc::invalid_url},
    {"https://portal.example.com/rest/1/abc/\r\n", usage_errc::invalid_url},
    {"http://portal.example.com/rest/1/abc/", usage_errc::insecure_url},
    {"https://portal.example.com", usage_errc::invalid_webhook},
    {"https://portal.example.com/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/", usage_errc::invalid_webhook},
    {"https://portal.example.com/1/abc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest//abc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1//", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/abc//", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/x/abc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/-1/abc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1a/abc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/a+bc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/a%62c/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/abc.json", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/abc/profile", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/abc/profile.json", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/api/1/abc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/forest/1/abc/", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/abc/?a=b", usage_errc::invalid_webhook},
    {"https://portal.example.com/rest/1/abc?", usage_errc::invalid_webhook},
};

constexpr good webhooks[] = {
    {"https://portal.example.com/rest/1/abc/", "https://portal.example.com/rest/"},
    {"https://portal.example.com/rest/1/made-up_1/", "https://portal.example.com/rest/"},
    {"https://portal.example.com/rest/1/abc", "https://portal.example.com/rest/"},
    {"https://portal.example.com:8443/rest/123456/aBc0/", "https://portal.example.com:8443/rest/"},
    {"HTTPS://portal.example.com/rest/1/abc/", "https://portal.example.com/rest/"},
    {"https://portal.example.com/sub/rest/1/0/", "https://portal.example.com/sub/rest/"},
    {"https://[2001:db8::7]/rest/1/abc/", "https://[2001:db8::7]/rest/"},
    {"http://127.0.0.1:8080/rest/1/abc/", "http://127.0.0.1:8080/rest/", clear_text::allowed},
};

} // namespace

BOOST_AUTO_TEST_CASE(portal_in_any_form_gives_the_rest_base) {
    for (auto const& row : portals) {
        BOOST_TEST_CONTEXT(row.given) {
            auto const who = rest::credentials::oauth(row.given, rest_support::token, row.clear);
            BOOST_TEST_REQUIRE(who.has_value());
            BOOST_TEST(who->base() == row.base);
            BOOST_TEST((who->kind() == rest::credentials_kind::oauth));
            BOOST_TEST(who->access_token().reveal() == rest_support::token);
            BOOST_TEST(who->method_url("profile") == std::string(row.base) + "profile");
            bool const is_clear = row.base.starts_with("http:");
            BOOST_TEST((who->clear() == (is_clear ? clear_text::allowed : clear_text::refused)));
        }
    }
}

BOOST_AUTO_TEST_CASE(unfit_portal_is_refused) {
    for (auto const& row : bad_portals) BOOST_TEST_CONTEXT("'" << row.given.substr(0, 80) << "'") {
            check_failure(rest::credentials::oauth(row.given, rest_support::token, row.clear), row.code);
        }
}

BOOST_AUTO_TEST_CASE(portal_with_more_than_its_rest_path_is_refused) {
    // The last two would put a webhook's secret into base(), which may be printed.
    for (auto const* portal : {"https//portal.example.com", "https://portal.example.com/rest/1/q7w8e9r0/",
                               "portal.example.com/rest/1/q7w8e9r0"})
        BOOST_TEST_CONTEXT(portal) {
            check_failure(rest::credentials::oauth(portal, rest_support::token), usage_errc::invalid_url);
        }
}

BOOST_AUTO_TEST_CASE(webhook_is_split_into_base_and_secret) {
    for (auto const& row : webhooks) {
        BOOST_TEST_CONTEXT(row.given) {
            auto const who = rest::credentials::webhook(row.given, row.clear);
            BOOST_TEST_REQUIRE(who.has_value());
            BOOST_TEST(who->base() == row.base);
            BOOST_TEST((who->kind() == rest::credentials_kind::webhook));
            BOOST_TEST(who->access_token().empty());
            auto const path = row.given.substr(row.base.size());
            auto const slash = path.ends_with('/') ? "" : "/";
            BOOST_TEST(who->method_url("profile") ==
                       std::string(row.base) + std::string(path) + slash + "profile");
        }
    }
}

BOOST_AUTO_TEST_CASE(unfit_webhook_is_refused) {
    for (auto const& row : bad_webhooks) BOOST_TEST_CONTEXT("'" << row.given << "'") {
            check_failure(rest::credentials::webhook(row.given, row.clear), row.code);
        }
}

BOOST_AUTO_TEST_CASE(token_of_printable_ascii_only) {
    auto const with = [](std::string_view token) {
        return rest::credentials::oauth("portal.example.com", token);
    };
    for (int byte = 0; byte != 256; ++byte) {
        auto const token = std::string("a") + static_cast<char>(byte) + "b";
        bool const fit = byte > 0x20 && byte < 0x7f;
        BOOST_TEST(with(token).has_value() == fit, byte);
        if (!fit) check_failure(with(token), usage_errc::invalid_token);
    }
    check_failure(with(""), usage_errc::invalid_token);
    BOOST_TEST(with(std::string(4096, 'a')).has_value());
    check_failure(with(std::string(4097, 'a')), usage_errc::invalid_token);
    // What is wrong with the address comes first: it is what the caller can read.
    check_failure(rest::credentials::oauth("", ""), usage_errc::invalid_url);
}

BOOST_AUTO_TEST_CASE(base_never_holds_the_secret) {
    BOOST_TEST(!holds(rest_support::webhook().base(), rest_support::webhook_secret));
    BOOST_TEST(!holds(rest_support::webhook().base(), "577"));
    BOOST_TEST(!holds(rest_support::application().base(), rest_support::token));
    BOOST_TEST(!holds(rest_support::application().method_url("profile"), rest_support::token));
}

BOOST_AUTO_TEST_CASE(another_address_keeps_path_and_credential) {
    auto const application =
        rest::credentials::oauth("https://old.example.com/sub/rest/", rest_support::token).value();
    auto const moved = application.at("https://new.example.com:8443").value();
    BOOST_TEST(moved.base() == "https://new.example.com:8443/sub/rest/");
    BOOST_TEST(moved.access_token().reveal() == rest_support::token);
    BOOST_TEST((moved.kind() == rest::credentials_kind::oauth));
    BOOST_TEST(application.base() == "https://old.example.com/sub/rest/");

    auto const hook = rest_support::webhook().at("HTTPS://new.example.com/").value();
    BOOST_TEST(hook.base() == "https://new.example.com/rest/");
    BOOST_TEST(hook.method_url("m") ==
               "https://new.example.com/rest/577/" + std::string(rest_support::webhook_secret) + "/m");
    BOOST_TEST((hook.kind() == rest::credentials_kind::webhook));
    BOOST_TEST(application.at("https://new.example.com/elsewhere/").value().base() ==
               "https://new.example.com/sub/rest/");
}

BOOST_AUTO_TEST_CASE(another_address_may_not_lose_tls) {
    check_failure(rest_support::application().at("http://new.example.com"), usage_errc::insecure_url);
    check_failure(rest_support::webhook().at("http://new.example.com"), usage_errc::insecure_url);
    for (auto const* address :
         {"", "new.example.com", "/rest/", "ftp://new.example.com", "https://a@new.example.com"})
        check_failure(rest_support::application().at(address), usage_errc::invalid_url);
    auto const clear = rest_support::clear_application();
    BOOST_TEST(clear.at("http://127.0.0.2:81").value().base() == "http://127.0.0.2:81/rest/");
    auto const secured = clear.at("https://new.example.com").value();
    BOOST_TEST((secured.clear() == clear_text::refused));
    check_failure(secured.at("http://127.0.0.1"), usage_errc::insecure_url);
}

BOOST_AUTO_TEST_CASE(copies_and_moves_keep_the_credential) {
    auto original = rest_support::webhook();
    auto const url = original.method_url("m");
    auto const copy = original;
    auto const moved = std::move(original);
    BOOST_TEST(copy.method_url("m") == url);
    BOOST_TEST(moved.method_url("m") == url);
}

BOOST_AUTO_TEST_SUITE_END()
