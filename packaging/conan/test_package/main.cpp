#include <b24pull.hpp>

int main() { return b24pull::parse_config("{}").has_value() ? 1 : 0; }
