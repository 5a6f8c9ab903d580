// Links twice everything that the headers define, and fails if the two units do not share it.
#include "two_units.hpp"

#include <cstdio>

int main() {
    auto const other = seen_by_the_other_unit();
    auto const here = b24pull::parse_config("{");
    if (other.addresses != shared_addresses()) {
        std::puts("the units have error categories of their own");
        return 1;
    }
    if (here.has_value() || other.refusal.has_value() ||
        here.error().code() != other.refusal.error().code()) {
        std::puts("the units decode differently");
        return 1;
    }
    return 0;
}
