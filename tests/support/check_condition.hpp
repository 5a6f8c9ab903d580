// What a code means to a program, asked in every way there is.
#pragma once

#include <b24pull/error.hpp>

#include <boost/test/unit_test.hpp>

/// The code means `expected`, and no other condition.
inline void check_condition(b24pull::error_code const& code, b24pull::condition expected) {
    using enum b24pull::condition;
    BOOST_TEST_CONTEXT(code.category().name() << ' ' << code.value() << ": " << code.message()) {
        BOOST_TEST((b24pull::condition_of(code) == expected));
        for (auto const other : {retry_later, renew_authorization, refetch_config, give_up}) {
            BOOST_TEST((code == other) == (other == expected));
            BOOST_TEST((other != code) == (other != expected));
        }
    }
}
