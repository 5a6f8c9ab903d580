#include <b24pull.hpp>

int main() {
    b24pull::realtime::message message;
    message.params = "[1]";
    return !b24pull::parse_config("{}") && message.params_value().is_array() ? 0 : 1;
}
