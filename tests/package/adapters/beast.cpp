// Compiles with the adapter's own headers, and links what is behind it.
#include <b24pull/adapters/beast_options.hpp>

int main() {
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
    return context.native_handle() ? 0 : 1;
}
