#include "path_check.hpp"

#include <b24pull/url.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <chrono>
#include <optional>
#include <utility>

namespace tool {

namespace asio = boost::asio;
using asio::ip::tcp;
using b24pull::error_code;
using steady_clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds patience{10};

bool is_address(std::string const& host) {
    error_code no_address;
    asio::ip::make_address(host, no_address);
    return !no_address;
}

std::string since(steady_clock::time_point begin) {
    auto const took = std::chrono::round<std::chrono::milliseconds>(steady_clock::now() - begin);
    return std::to_string(took.count()) + " ms";
}

class path {
public:
    path(check_report& report, path_end const& to, std::string const& whose)
        : report_(report)
        , to_(to)
        , whose_(whose) {}

    bool find_name() {
        auto const begin = steady_clock::now();
        error_code error;
        found_ = tcp::resolver(io_).resolve(to_.host, to_.port, error);
        if (error) {
            report_.fails(whose_ + "DNS", to_.host + ": " + error.message(),
                          "Check the spelling of the address, and that this machine can look names up: "
                          "getent hosts " +
                              to_.host,
                          exit_code::unreachable);
            return false;
        }
        if (is_address(to_.host)) {
            report_.skips(whose_ + "DNS", to_.host + " is an address, not a name");
            return true;
        }
        std::string list;
        for (auto const& entry : found_)
            list += (list.empty() ? "" : ", ") + entry.endpoint().address().to_string();
        report_.works(whose_ + "DNS", to_.host + " is " + list + ", " + since(begin));
        return true;
    }

    bool connect() {
        auto const begin = steady_clock::now();
        std::optional<error_code> error;
        asio::async_connect(socket_, found_,
                            [&](error_code const& code, tcp::endpoint const&) { error = code; });
        if (!wait(error)) {
            report_.fails(
                whose_ + "TCP", "port " + to_.port + ": " + error->message(),
                "Nothing answers there: check address and port, and whether a firewall asks for a proxy "
                "(--proxy).",
                exit_code::unreachable);
            return false;
        }
        report_.works(whose_ + "TCP", "port " + to_.port + ", " + since(begin));
        return true;
    }

    bool shake_hands(std::string const& ca_file) {
        auto const begin = steady_clock::now();
        asio::ssl::context tls(asio::ssl::context::tls_client);
        error_code unreadable;
        if (ca_file.empty()) tls.set_default_verify_paths(unreadable);
        else tls.load_verify_file(ca_file, unreadable);
        tls.set_verify_mode(asio::ssl::verify_peer);
        asio::ssl::stream<tcp::socket&> stream(socket_, tls);
        auto* const ssl = stream.native_handle();
        if (is_address(to_.host)) {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), to_.host.c_str());
        } else {
            SSL_set1_host(ssl, to_.host.c_str());
            SSL_set_tlsext_host_name(ssl, to_.host.c_str());
        }
        std::optional<error_code> error;
        stream.async_handshake(asio::ssl::stream_base::client, [&](error_code const& code) { error = code; });
        if (!wait(error)) {
            fail_handshake(SSL_get_verify_result(ssl), *error);
            return false;
        }
        report_.works(whose_ + "TLS",
                      std::string(SSL_get_version(ssl)) + ", the certificate is good, " + since(begin));
        return true;
    }

private:
    /// Runs until it has an outcome. True if that is success.
    bool wait(std::optional<error_code>& outcome) {
        io_.restart();
        io_.run_for(patience);
        if (!outcome) {
            error_code ignored;
            socket_.close(ignored);
            io_.restart();
            io_.run(); // what was under way ends
            outcome = make_error_code(boost::system::errc::timed_out);
        }
        return !*outcome;
    }

    void fail_handshake(long verified, error_code const& error) {
        auto const advise = [&](std::string_view what, std::string_view advice) {
            report_.fails(whose_ + "TLS", what, advice, exit_code::unreachable);
        };
        char const* const reason = X509_verify_cert_error_string(verified);
        switch (verified) {
        case X509_V_OK:
            return advise(error.message(),
                          "Is the port one for TLS? If the address should begin with http://, add "
                          "--clear-text, in a laboratory.");
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return advise(
                reason, "The server needs a new certificate, unless it is the clock of this machine that is "
                        "wrong.");
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return advise(reason, "The certificate is for another name: use the address that it is for.");
        default:
            return advise(
                reason, "The certificate is not from an authority that this machine trusts: install that "
                        "authority, or name its PEM file with --ca-file. In a company's network a proxy may "
                        "stand between.");
        }
    }

    check_report& report_;
    path_end const& to_;
    std::string const& whose_;
    asio::io_context io_{1};
    tcp::socket socket_{io_};
    tcp::resolver::results_type found_ = {};
};

} // namespace

path_end path_end_of(std::string_view url) {
    auto const parts = b24pull::parse_url(url);
    if (!parts) return {};
    bool const tls = scheme_is(*parts, "https") || scheme_is(*parts, "wss");
    std::string host(parts->host);
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    return {std::move(host), parts->port.empty() ? (tls ? "443" : "80") : std::string(parts->port), tls};
}

bool check_path(check_report& report, path_end const& to, std::string const& whose,
                std::string const& ca_file) {
    path way(report, to, whose);
    return way.find_name() && way.connect() && (!to.tls || way.shake_hands(ca_file));
}

} // namespace tool
