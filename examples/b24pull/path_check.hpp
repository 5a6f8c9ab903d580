// The way to a server, piece by piece: name, TCP, TLS. A library's error says that it did not work; this says where.
#pragma once

#include "check_report.hpp"

#include <string>
#include <string_view>

namespace tool {

struct path_end {
    std::string host; // an IPv6 address without its brackets
    std::string port;
    bool tls = true;
};

/// Where a URL leads: its port, or that of its scheme. The URL has been checked.
path_end path_end_of(std::string_view url);

/// Checks the way and reports each piece.
///
/// @param whose    put before the names of the steps, such as "proxy "
/// @param ca_file  authorities to trust, empty: the system's
///
/// @return whether all of it works
bool check_path(check_report& report, path_end const& to, std::string const& whose,
                std::string const& ca_file);

} // namespace tool
