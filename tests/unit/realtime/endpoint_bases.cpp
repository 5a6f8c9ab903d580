#include <b24pull/realtime/endpoint.hpp>

#include "../../support/endpoint_config.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(endpoint_bases)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::clear_text;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::secret;
using b24pull::server_mode;
using b24pull::usage_errc;
using support::channel_with_id;
using support::endpoint_config;

/// One of the three URLs, and where its two addresses stand.
struct kind {
    std::string_view name;
    b24pull::result<std::string> (*make)(b24pull::config const&, clear_text);
    std::string b24pull::server::*secure;
    std::string b24pull::server::*other;
    std::string_view with_tls[2];
};

constexpr kind kinds[] = {
    {"websocket",
     [](b24pull::config const& config, clear_text clear) {
         return realtime::websocket_url(config, {}, {.clear = clear});
     },
     &b24pull::server::websocket_secure,
     &b24pull::server::websocket,
     {"wss://x.example/", "WsS://x.example/"}},
    {"long poll",
     [](b24pull::config const& config, clear_text clear) {
         return realtime::long_poll_url(config, {}, {.clear = clear});
     },
     &b24pull::server::long_polling_secure,
     &b24pull::server::long_polling,
     {"https://x.example/", "HttpS://x.example/"}},
    {"publish",
     [](b24pull::config const& config, clear_text clear) {
         return realtime::publish_url(config, {.clear = clear});
     },
     &b24pull::server::publish_secure,
     &b24pull::server::publish,
     {"https://x.example/", "HttpS://x.example/"}},
};

/// The base that was chosen, or the code of the error.
std::string base_of(b24pull::result<std::string> const& url) {
    if (!url) return url.error().what();
    return url->substr(0, url->find('?'));
}

std::string error_text(error_code const& code) { return b24pull::failure(code).what(); }

} // namespace

BOOST_AUTO_TEST_CASE(address_with_tls_goes_first_even_where_clear_text_is_allowed) {
    for (auto const& kind : kinds) {
        BOOST_TEST_CONTEXT(kind.name) {
            auto const config = endpoint_config();
            for (auto const clear : {clear_text::refused, clear_text::allowed})
                BOOST_TEST(base_of(kind.make(config, clear)) == config.server.*kind.secure);
        }
    }
}

BOOST_AUTO_TEST_CASE(clear_text_is_used_with_permission_only) {
    for (auto const& kind : kinds) {
        BOOST_TEST_CONTEXT(kind.name) {
            auto config = endpoint_config();
            (config.server.*kind.secure).clear();
            BOOST_TEST(base_of(kind.make(config, clear_text::refused)) ==
                       error_text(usage_errc::insecure_url));
            BOOST_TEST(base_of(kind.make(config, clear_text::allowed)) == config.server.*kind.other);
        }
    }
}

// In shared mode both members of a pair hold the same address with TLS.
BOOST_AUTO_TEST_CASE(secure_address_under_the_other_key_needs_no_permission) {
    for (auto const& kind : kinds) {
        BOOST_TEST_CONTEXT(kind.name) {
            auto config = endpoint_config();
            (config.server.*kind.secure).clear();
            for (auto const address : kind.with_tls) {
                config.server.*kind.other = address;
                BOOST_TEST(base_of(kind.make(config, clear_text::refused)) == address);
            }
            for (auto const* address :
                 {"ws://x.example/", "http://x.example/", "wsss://x.example/", "xyz://x.example/",
                  "xyzab://x.example/", "httpss://x.example/", "wss", "https", ""}) {
                config.server.*kind.other = address;
                auto const expected = *address == '\0' ? error_code(protocol_errc::no_endpoint)
                                                       : error_code(usage_errc::insecure_url);
                BOOST_TEST(base_of(kind.make(config, clear_text::refused)) == error_text(expected));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(no_address_at_all_is_no_endpoint) {
    for (auto const& kind : kinds) {
        BOOST_TEST_CONTEXT(kind.name) {
            auto config = endpoint_config();
            (config.server.*kind.secure).clear();
            (config.server.*kind.other).clear();
            for (auto const clear : {clear_text::refused, clear_text::allowed})
                BOOST_TEST(base_of(kind.make(config, clear)) == error_text(protocol_errc::no_endpoint));
        }
    }
}

BOOST_AUTO_TEST_CASE(switched_off_websocket_leaves_the_other_transports) {
    auto config = endpoint_config();
    config.server.websocket_enabled = false;
    for (auto const clear : {clear_text::refused, clear_text::allowed})
        BOOST_TEST(base_of(kinds[0].make(config, clear)) == error_text(protocol_errc::no_endpoint));
    BOOST_TEST(base_of(kinds[1].make(config, clear_text::refused)) == "https://rt.example.com/sub/");
    BOOST_TEST(base_of(kinds[2].make(config, clear_text::refused)) == "https://rt.example.com/pub/");
}

BOOST_AUTO_TEST_CASE(switched_off_server_has_no_addresses) {
    auto config = endpoint_config();
    config.server.enabled = false;
    for (auto const& kind : kinds)
        BOOST_TEST(base_of(kind.make(config, clear_text::allowed)) == error_text(protocol_errc::no_endpoint));
}

BOOST_AUTO_TEST_CASE(bases_with_a_query_are_extended_or_completed) {
    struct row {
        std::string_view base, with_channels, with_token;
    };
    constexpr row rows[] = {
        {"wss://h", "wss://h?CHANNEL_ID=d.e", "wss://h?token=j"},
        {"wss://h/subws", "wss://h/subws?CHANNEL_ID=d.e", "wss://h/subws?token=j"},
        {"wss://h/?", "wss://h/?CHANNEL_ID=d.e", "wss://h/?token=j"},
        {"wss://h/?a=1", "wss://h/?a=1&CHANNEL_ID=d.e", "wss://h/?a=1&token=j"},
        {"wss://h/?a=1&", "wss://h/?a=1&CHANNEL_ID=d.e", "wss://h/?a=1&token=j"},
        {"wss://h/?CHANNEL_ID=", "wss://h/?CHANNEL_ID=d.e", "wss://h/?token=j"},
        {"wss://h/?a=1&CHANNEL_ID=", "wss://h/?a=1&CHANNEL_ID=d.e", "wss://h/?a=1&token=j"},
        // Names that only look alike are somebody else's.
        {"wss://h/?MY_CHANNEL_ID=", "wss://h/?MY_CHANNEL_ID=&CHANNEL_ID=d.e",
         "wss://h/?MY_CHANNEL_ID=&token=j"},
        {"wss://h/CHANNEL_ID=", "wss://h/CHANNEL_ID=?CHANNEL_ID=d.e", "wss://h/CHANNEL_ID=?token=j"},
        {"wss://h/&CHANNEL_ID=", "wss://h/&CHANNEL_ID=?CHANNEL_ID=d.e", "wss://h/&CHANNEL_ID=?token=j"},
    };
    for (auto const& row : rows) {
        auto config = endpoint_config(3);
        config.private_channel.reset();
        config.server.websocket_secure = row.base;
        config.server.long_polling_secure = "https" + std::string(row.base.substr(3));
        config.server.publish_secure = config.server.long_polling_secure;
        auto const listed = std::string(row.with_channels), with_token = std::string(row.with_token);
        BOOST_TEST_CONTEXT(row.base) {
            BOOST_TEST(*realtime::websocket_url(config) == listed + "&revision=19");
            BOOST_TEST(*realtime::long_poll_url(config) == "https" + listed.substr(3) + "&revision=19");
            BOOST_TEST(*realtime::publish_url(config) == "https" + listed.substr(3));
            config.jwt = secret("j");
            BOOST_TEST(*realtime::websocket_url(config) == with_token + "&revision=19");
            BOOST_TEST(*realtime::long_poll_url(config) == "https" + with_token.substr(3) + "&revision=19");
            BOOST_TEST(*realtime::publish_url(config) == "https" + listed.substr(3)); // never a token
        }
    }
}

BOOST_AUTO_TEST_CASE(publishing_names_the_channels_and_nothing_else) {
    for (int const version : {1, 4, 5}) {
        for (auto const mode : {server_mode::personal, server_mode::shared, server_mode::other}) {
            auto config = endpoint_config(version);
            config.server.mode = mode;
            config.jwt = secret("x");
            realtime::endpoint_options const options{
                .format = realtime::payload_format::json, .hostname = true, .revision = 20};
            BOOST_TEST(*realtime::publish_url(config, options) ==
                       "https://rt.example.com/pub/?CHANNEL_ID=a%3Ab.c%2Fd.e");
            config.client_id.reset();
            BOOST_TEST(realtime::publish_url(config, options).has_value());
        }
    }
}

BOOST_AUTO_TEST_CASE(publishing_adds_the_client_id_when_asked_to_in_shared_mode) {
    auto config = endpoint_config();
    realtime::endpoint_options const options{.client_id_when_publishing = true};
    BOOST_TEST(*realtime::publish_url(config, options) ==
               "https://rt.example.com/pub/?CHANNEL_ID=a%3Ab.c%2Fd.e");
    config.server.mode = server_mode::shared;
    BOOST_TEST(*realtime::publish_url(config, options) ==
               "https://rt.example.com/pub/?CHANNEL_ID=a%3Ab.c%2Fd.e&clientId=c1");
    for (auto const& missing : {std::optional<secret>(), std::optional(secret(""))}) {
        config.client_id = missing;
        auto const refused = realtime::publish_url(config, options);
        BOOST_TEST_REQUIRE(refused.has_error());
        BOOST_TEST((refused.error().code() == protocol_errc::missing_client_id));
    }
}

BOOST_AUTO_TEST_CASE(publishing_needs_a_channel_of_ones_own) {
    auto config = endpoint_config();
    config.private_channel = channel_with_id("");
    config.shared_channel.reset();
    config.jwt = secret("x");
    BOOST_TEST(base_of(realtime::publish_url(config)) == error_text(protocol_errc::no_channel));
}

BOOST_AUTO_TEST_CASE(urls_are_bounded) {
    for (auto const& kind : kinds) {
        auto config = endpoint_config(3);
        config.private_channel = channel_with_id("p");
        auto const length = kind.make(config, clear_text::refused)->size();
        auto const left = b24pull::limits::endpoint - length;
        BOOST_TEST_CONTEXT(kind.name) {
            config.private_channel = channel_with_id(std::string(left + 1, 'p'));
            auto const fits = kind.make(config, clear_text::refused);
            BOOST_TEST_REQUIRE(fits.has_value());
            BOOST_TEST(fits->size() == b24pull::limits::endpoint);
            config.private_channel = channel_with_id(std::string(left + 2, 'p'));
            BOOST_TEST(base_of(kind.make(config, clear_text::refused)) ==
                       error_text(protocol_errc::text_too_long));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
