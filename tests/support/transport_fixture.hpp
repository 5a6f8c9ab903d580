// What the tests of every transport share: the certificates, a request that holds a secret, a check of failures.
#pragma once

#include "loopback_server.hpp"

#include <b24pull/rest/http.hpp>
#include <b24pull/result.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

namespace support {

/// A file that make_ca.sh has made.
inline std::string certificate(std::string const& name) { return B24PULL_CERTIFICATES_DIR "/" + name; }

/// The certificate and key of that name.
inline tls_files identity(std::string const& name) {
    return {certificate(name + ".pem"), certificate(name + ".key")};
}

/// For tests that run once without TLS and once with it.
inline std::optional<tls_files> tls_if(bool wanted) {
    return wanted ? std::optional(identity("server")) : std::nullopt;
}

inline b24pull::rest::http_request request_to(std::string const& url) {
    return {"POST", url, {{"Content-Type", "application/json"}}, R"({"auth":"sentinel-in-the-body"})"};
}

/// The failure of a call. It has a code of the condition expected, and a text without a sentinel.
inline b24pull::failure failure_of(b24pull::result<b24pull::rest::http_response> const& outcome,
                                   b24pull::condition expected) {
    BOOST_TEST_REQUIRE(outcome.has_error());
    auto const& failure = outcome.error();
    BOOST_TEST_INFO("failure: " << failure.what());
    BOOST_TEST((failure.code() == expected));
    BOOST_TEST(!failure.code().message().empty());
    BOOST_TEST(failure.what().find("sentinel") == std::string::npos);
    return failure;
}

} // namespace support
