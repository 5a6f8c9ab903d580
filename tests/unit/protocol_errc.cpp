#include <b24pull/protocol_errc.hpp>

#include "../support/check_condition.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(protocol_errc)

using b24pull::condition;

// An empty body, HTML and what was cut come from proxies and restarts; bytes of the wrong shape do not change.
BOOST_AUTO_TEST_CASE(only_what_was_cut_or_is_unreadable_is_worth_a_retry_among_protocol_errors) {
    for (int value = 1; value <= static_cast<int>(b24pull::protocol_errc::too_many_messages); ++value) {
        auto const code = static_cast<b24pull::protocol_errc>(value);
        bool const passes = code == b24pull::protocol_errc::empty_body ||
                            code == b24pull::protocol_errc::json_syntax ||
                            code == b24pull::protocol_errc::json_incomplete ||
                            code == b24pull::protocol_errc::truncated_payload;
        check_condition(code, passes ? condition::retry_later : condition::give_up);
    }
}

BOOST_AUTO_TEST_SUITE_END()
