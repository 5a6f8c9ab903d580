// Compiles with the adapter's own headers, and links what is behind it.
#include <b24pull/adapters/curl_options.hpp>

int main() { return curl_version() ? 0 : 1; }
