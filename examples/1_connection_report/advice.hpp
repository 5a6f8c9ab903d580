// Says about a failure what it means and what to do.
#pragma once

#include <b24pull/result.hpp>

#include <iosfwd>

void print_failure(std::ostream& out, b24pull::failure const& failure);
