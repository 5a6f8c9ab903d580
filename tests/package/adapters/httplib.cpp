// Compiles with the adapter's own headers, and links what is behind it.
#include <b24pull/adapters/httplib_options.hpp>

int main() { return httplib::Client("https://example.bitrix24.com").is_valid() ? 0 : 1; }
