#include "server_time.hpp"

#include "../atom_time.hpp"

#include <boost/json.hpp>

namespace portal {

outcome<boost::json::value> server_time(method_call const& call) {
    return boost::json::value(to_atom(call.now, call.state.options.utc_offset));
}

} // namespace portal
