// What a user's program looks like: one header, two calls, no word about how the library was found. The first needs
// headers alone, the second what is compiled of Boost.JSON, too.
#include <b24pull.hpp>

int main() {
    b24pull::realtime::message message;
    message.params = "[1]";
    return !b24pull::parse_config("{}") && message.params_value().is_array() ? 0 : 1;
}
