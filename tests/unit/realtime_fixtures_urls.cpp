#include <b24pull/realtime/endpoint.hpp>

#include "../support/realtime_fixtures.hpp"

#include <b24pull/config_json.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_urls)

namespace {

using namespace realtime_fixtures;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::result;
using b24pull::usage_errc;

/// What the official client throws, in our terms.
error_code code_of(std::string_view thrown) {
    if (thrown == "Empty channels") return protocol_errc::no_channel;
    if (thrown == "Push-server is in shared mode, but clientId is not set")
        return protocol_errc::missing_client_id;
    if (thrown == "Empty path") return usage_errc::insecure_url; // there is one, but without TLS
    return {};
}

std::optional<b24pull::channel> channel_of(json::value const& channels, std::string_view name) {
    auto const* const one = channels.as_object().if_contains(name);
    if (!one) return std::nullopt;
    b24pull::channel out;
    out.id = b24pull::secret(text_of(one->at("id")));
    return out;
}

/// Whatever it says, unchecked.
b24pull::config config_by_hand(json::value const& value) {
    b24pull::config out;
    auto const& server = value.at("server");
    out.server.version = static_cast<int>(server.at("version").as_int64());
    out.server.mode =
        text_in(server, "mode") == "shared" ? b24pull::server_mode::shared : b24pull::server_mode::personal;
    out.server.hostname = text_in(server, "hostname");
    out.server.websocket = text_in(server, "websocket");
    out.server.websocket_secure = text_in(server, "websocket_secure");
    out.server.long_polling = text_in(server, "long_polling");
    out.server.long_polling_secure = text_in(server, "long_pooling_secure");
    out.server.publish = text_in(server, "publish");
    out.server.publish_secure = text_in(server, "publish_secure");
    out.server.websocket_enabled = server.at("websocket_enabled").as_bool();
    out.server.publish_enabled = server.at("publish_enabled").as_bool();
    out.private_channel = channel_of(value.at("channels"), "private");
    out.shared_channel = channel_of(value.at("channels"), "shared");
    if (auto const jwt = text_in(value, "jwt"); !jwt.empty()) out.jwt = b24pull::secret(jwt);
    if (auto const id = text_in(value, "clientId"); !id.empty()) out.client_id = b24pull::secret(id);
    return out;
}

void leave_insecure_ones_alone(b24pull::server& server) {
    for (auto* const url : {&server.websocket_secure, &server.long_polling_secure, &server.publish_secure})
        url->clear();
}

/// The URL to the byte, or the error where the official client throws.
void check(result<std::string> const& got, json::value const& row, std::string_view name) {
    auto const thrown = text_in(row, std::string(name) + "Throws");
    BOOST_TEST_CONTEXT(name) {
        if (thrown.empty()) {
            BOOST_TEST_REQUIRE(got.has_value());
            BOOST_TEST(*got == text_of(row.at(name)));
        } else {
            BOOST_TEST_REQUIRE(got.has_error());
            BOOST_TEST(bool(code_of(thrown)), "unknown words: " << thrown);
            BOOST_TEST(got.error().code() == code_of(thrown));
        }
    }
}

void check_urls(b24pull::config config, json::value const& row) {
    realtime::endpoint_options options;
    if (!row.at("secure").as_bool()) {
        leave_insecure_ones_alone(config.server);
        options.clear = b24pull::clear_text::allowed;
    }
    auto const& session = row.at("session");
    realtime::resume_point const resume{text_in(session, "mid"), text_in(session, "tag"),
                                        text_in(session, "time")};
    check(realtime::websocket_url(config, resume, options), row, "websocket");
    check(realtime::long_poll_url(config, resume, options), row, "longPolling");
    auto const publication = realtime::publish_url(config, options);
    if (!text_of(row.at("publication")).ends_with("CHANNEL_ID="))
        return check(publication, row, "publication");
    // A list without channels, which the official client asks for, is refused here.
    BOOST_TEST_REQUIRE(publication.has_error());
    BOOST_TEST(publication.error().code() == error_code(protocol_errc::no_channel));
}

} // namespace

BOOST_AUTO_TEST_CASE(every_vector_gives_the_same_bytes) {
    if (!available()) return;
    auto const vectors = json_of("url-vectors.json");
    std::string refused; // by parse_config(): nobody could have such a configuration
    std::size_t parsed = 0;
    for (auto const& row : vectors.at("cases").as_array()) {
        auto const name = text_of(row.at("name"));
        BOOST_TEST_CONTEXT(name) {
            check_urls(config_by_hand(row.at("config")), row);
            auto const config = b24pull::parse_config(json::serialize(row.at("config")));
            if (!config) {
                refused += name + ' ';
                continue;
            }
            ++parsed;
            if (name == "unsafe-characters-in-ids") { // the channel whose id could not be sent is left out
                BOOST_TEST(!config->private_channel.has_value());
                BOOST_TEST(realtime::websocket_url(*config).value() ==
                           "wss://rt.example/bitrix/subws/?CHANNEL_ID=S&binaryMode=true&revision=19");
                continue;
            }
            check_urls(*config, row);
        }
    }
    BOOST_TEST(vectors.at("cases").as_array().size() == 19u);
    BOOST_TEST(refused == "v4-no-channels ");
    BOOST_TEST(parsed == 18u);
}

BOOST_AUTO_TEST_CASE(insecure_addresses_need_permission) {
    if (!available()) return;
    auto const vectors = json_of("url-vectors.json");
    std::size_t refused = 0;
    for (auto const& row : vectors.at("cases").as_array()) {
        auto config = config_by_hand(row.at("config"));
        leave_insecure_ones_alone(config.server);
        if (config.server.websocket.starts_with("wss:")) continue; // on the cloud both are secure
        BOOST_TEST_CONTEXT(text_of(row.at("name"))) {
            for (auto const& url : {realtime::websocket_url(config), realtime::long_poll_url(config),
                                    realtime::publish_url(config)}) {
                BOOST_TEST_REQUIRE(url.has_error());
                BOOST_TEST(url.error().code() == error_code(usage_errc::insecure_url));
            }
        }
        ++refused;
    }
    BOOST_TEST(refused == 18u);
}

BOOST_AUTO_TEST_CASE(derived_vectors_give_the_same_bytes) {
    if (!available()) return;
    auto const vectors = json_of("url-vectors.json");
    auto const& rows = vectors.at("derived").as_array();
    BOOST_TEST_REQUIRE(rows.size() == 1u);
    BOOST_TEST_REQUIRE(text_of(rows[0].at("name")) == "browser-25-hostname");
    auto const config = b24pull::parse_config(json::serialize(rows[0].at("config"))).value();
    realtime::resume_point const resume{.mid = text_of(rows[0].at("session").at("mid"))};
    BOOST_TEST(realtime::websocket_url(config, resume, {.hostname = true}).value() ==
               text_of(rows[0].at("websocket")));
}

BOOST_AUTO_TEST_CASE(masked_urls_hold_no_id_of_the_vectors) {
    if (!available()) return;
    auto const vectors = json_of("url-vectors.json");
    std::size_t masked = 0;
    for (auto const& row : vectors.at("cases").as_array())
        for (std::string_view const name : {"websocket", "longPolling", "publication"}) {
            auto const url = text_in(row, name);
            if (url.empty()) continue;
            ++masked;
            auto const text = realtime::masked_url(url);
            for (std::string_view const part : {"beb50209", "7cc478c8", "4f546674", "1ab4f7a4", "b33914ef",
                                                "jwt-header", "signature", "fcda45d0", "b%2Bc", "a%20b"})
                BOOST_TEST(text.find(part) == text.npos, text);
            BOOST_TEST(text.starts_with(url.substr(0, url.find('?'))));
            BOOST_TEST((text.find("CHANNEL_ID=***") != text.npos || text.find("token=***") != text.npos));
            for (std::string_view const part : {"binaryMode=true", "jsonRpc=true", "revision=19", "tag=672",
                                                "mid=14526134350000000000320146"})
                BOOST_TEST((text.find(part) == text.npos) == (url.find(part) == url.npos));
        }
    BOOST_TEST(masked > 40u);
}

BOOST_AUTO_TEST_SUITE_END()
