// Messages as a program without b24pull would keep them: with their params as a document tree.
#pragma once

#include "../harness/digest.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace benchmarks {

struct message_values {
    std::string mid, module_id, command;
    boost::json::value params, extra;
    int sender_type = 0;
    std::string sender_id;
};

/// Takes the members of an event's body. Throws for what is no event.
void take_event(boost::json::value&& body, message_values& out);

/// Bytes as lower-case hexadecimal digits.
std::string hex_of(std::string_view bytes);

/// The bytes that hexadecimal digits stand for.
std::string bytes_of(std::string_view hex);

digest values_of(std::vector<message_values> const& messages);

} // namespace benchmarks
