// The errors a portal answers with: code, status and text of every one that is known.
#pragma once

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace portal {

struct rest_error {
    unsigned status = 400;
    std::string code;               // digits only: sent as a JSON number
    std::string description = {};   // empty: the member is left out
    boost::json::object extra = {}; // further members
    bool fatal = false;             // PHP died: an HTML page instead of an error object
};

template <class T>
using outcome = boost::system::result<T, rest_error>;

// Statuses differ between the server's source and the vendor's tables.
enum class status_source { server, documentation };

// The known error with this code, compared exactly; unknown codes give status 400 and a general text.
rest_error known_error(std::string_view code, status_source statuses = status_source::server);

// What is left of a call that PHP did not survive.
rest_error fatal_error();

boost::json::object error_body(rest_error const& error);

} // namespace portal
