// What a REST method is to the portal: a name, a scope, and a function from one call to its result.
#pragma once

#include "../errors.hpp"
#include "../portal_state.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <string_view>

namespace portal {

struct method_call {
    boost::json::object const& parameters; // names in upper case
    caller const& who;
    portal_state& state;
    std::chrono::sys_seconds now;

    // The parameter, or null: PHP does not tell an absent one from a null.
    boost::json::value const& operator[](std::string_view name) const;
};

struct method {
    std::string_view name;  // lower case
    std::string_view scope; // empty: any credential will do
    outcome<boost::json::value> (*run)(method_call const&);
};

method const* find_method(std::string_view lower_case_name);

// The error of all methods when the push server is off or the module finds nothing to answer.
rest_error not_configured();

} // namespace portal
