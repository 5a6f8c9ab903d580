// What a user's program looks like: one header, one call, no word about how the library was found.
#include <b24pull.hpp>

int main() { return b24pull::parse_config("{}").has_value() ? 1 : 0; }
