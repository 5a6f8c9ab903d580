// Publishing through a session, and what comes of it.
#pragma once

#include "protobuf_bytes.hpp"
#include "session_host.hpp"

#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace support::publishing {

namespace errc = boost::system::errc;

inline realtime::publication ring(std::optional<std::chrono::seconds> expiry = {}) {
    return {.channels = {realtime::receiver::make("ab12", "cd34").value()},
            .module_id = "application",
            .command = "ring",
            .expiry = expiry};
}

/// The bytes that a message of version 4 goes out as.
inline std::string encoded(realtime::publication const& message) {
    auto const bytes = realtime::encode_publications({&message, 1}, {}, {}).value();
    return support::hex(bytes);
}

inline realtime::operation_id publish(session_host& host, realtime::publication const& message = ring()) {
    auto const id = host.session.publish(host.now, message);
    host.take();
    BOOST_REQUIRE(id.has_value());
    return *id;
}

inline void check_outcome(session_host& host, realtime::operation_id id, b24pull::error_code code,
                          unsigned refusal = 0) {
    auto const outcome = host.event<realtime::publication_outcome>();
    BOOST_TEST(outcome.id == id);
    BOOST_TEST((outcome.code == code), outcome.code.message());
    BOOST_TEST(outcome.refusal == refusal);
}

inline b24pull::error_code generic(errc::errc_t code) { return errc::make_error_code(code); }

} // namespace support::publishing
