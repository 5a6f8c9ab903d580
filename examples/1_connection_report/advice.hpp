// Says about a failure what it means and what to do.
#pragma once

#include <b24pull/result.hpp>

#include <iosfwd>
#include <string>
#include <string_view>

/// A sentence or two on what a person can do about it.
std::string what_to_do(b24pull::failure const& failure);

/// Code, meaning, the server's own words as far as they can be shown, and what to do.
///
/// @param headline  what there is not, such as "No configuration."
void print_failure(std::ostream& out, std::string_view headline, b24pull::failure const& failure);
