// One HTTP call after another through QNetworkAccessManager, for qt_host.
#pragma once

#include <b24pull/adapters/qt_options.hpp>
#include <b24pull/adapters/request_check.hpp>
#include <b24pull/protocol_errc.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/result.hpp>

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtCore/QVariant>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::adapters::detail {

/// A copy.
inline QByteArray qt_bytes(std::string_view text) {
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

/// Valid as long as the bytes.
inline std::string_view qt_view(QByteArray const& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Sends what it is given, and some headers of Qt's own (User-Agent, Accept-Encoding, Accept-Language). No redirects,
/// cookies or caches; HTTP/1.1 only. Whatever has a body is sent once: publications must not be repeated. What has none
/// Qt repeats by itself, up to three times, when a connection is closed without an answer. One that is closed in terms
/// of TLS alone it takes for open until TCP ends.
class qt_http {
public:
    using answer = result<rest::http_response>;
    using completion = std::function<void(answer)>;

    /// @param owner  everything happens in its thread, and ends with it
    qt_http(qt_options const& options, QObject& owner)
        : owner_(owner)
        , manager_(*new QNetworkAccessManager(&owner))
        , tls_(qt_tls(options)) {
        manager_.setProxy(options.proxy);
        manager_.setAutoDeleteReplies(true);
    }

    /// Comes back at once.
    ///
    /// @param max_body  bytes of the body of the answer. More is protocol_errc::body_too_large
    /// @param limit     for the whole call. Then it is boost::system::errc::timed_out. Nothing: no limit
    /// @param done      called once, maybe from inside; not if the call is dropped, or the owner destroyed. Other
    ///                  failures: a code of qt_category(); boost::system::errc::invalid_argument, nothing sent, for
    ///                  what is no http or https URL, or fails can_be_sent()
    ///
    /// @return what names the call to drop()
    QNetworkReply* send(rest::http_request const& request, std::size_t max_body,
                        std::optional<std::chrono::milliseconds> limit, completion done);

    /// Gives the call up. Null: nothing to do.
    void drop(QNetworkReply* call) {
        if (!call) return;
        QObject::disconnect(call, nullptr, &owner_, nullptr);
        call->abort();
    }
    void drop_all() {
        for (auto* const call : manager_.findChildren<QNetworkReply*>()) drop(call);
    }

private:
    QObject& owner_;
    QNetworkAccessManager& manager_; // a child of the owner
    QSslConfiguration tls_;
};

// Bodies.

/// A body that is read once. Qt sends again what a server took without an answer, even a POST, unless it cannot go back
/// to the beginning of its body.
class qt_single_body final : public QIODevice {
public:
    explicit qt_single_body(std::string body)
        : rest_(std::move(body)) {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool atEnd() const override { return at_ == rest_.size(); }
    qint64 bytesAvailable() const override { return static_cast<qint64>(rest_.size() - at_); }

protected:
    qint64 readData(char* to, qint64 size) override {
        if (atEnd()) return -1;
        auto const count = (std::min)(static_cast<std::size_t>(size), rest_.size() - at_);
        std::memcpy(to, rest_.data() + at_, count);
        at_ += count;
        return static_cast<qint64>(count);
    }
    qint64 writeData(char const*, qint64) override { return -1; }

private:
    std::string const rest_;
    std::size_t at_ = 0;
};

/// What has come of an answer.
struct qt_reading {
    std::size_t const max_body;
    qt_http::completion const done;
    std::string body = {};
    error_code refused = {}; // set: why the call was aborted

    void refuse(QNetworkReply& call, error_code why) {
        if (!refused) refused = why;
        call.abort();
    }

    void read(QNetworkReply& call) {
        auto const length = call.header(QNetworkRequest::ContentLengthHeader).toULongLong();
        auto const here = static_cast<std::size_t>((std::max)(call.bytesAvailable(), qint64{0}));
        if (length > max_body || here > max_body - body.size())
            return refuse(call, protocol_errc::body_too_large);
        body += qt_view(call.readAll());
    }

    void finish(QNetworkReply& call) {
        if (call.isOpen() && !refused) read(call);
        auto const status = call.attribute(QNetworkRequest::HttpStatusCodeAttribute).toUInt();
        // Statuses from 400 on are errors to Qt; what ends an answer before its time is one below 200.
        bool const whole = call.error() == QNetworkReply::NoError ||
                           (status >= 400 && call.error() > QNetworkReply::UnknownProxyError);
        if (refused) return done(failure(refused));
        if (status == 0 || !whole)
            return done(failure(error_code(
                call.error() == QNetworkReply::NoError ? QNetworkReply::ProtocolFailure : call.error(),
                qt_category())));
        rest::http_response response{.status = status};
        for (auto const& [name, value] : call.rawHeaderPairs())
            response.headers.push_back({name.toStdString(), value.toStdString()});
        response.body = std::move(body);
        done(std::move(response));
    }
};

inline QNetworkReply* qt_http::send(rest::http_request const& request, std::size_t max_body,
                                    std::optional<std::chrono::milliseconds> limit, completion done) {
    auto const url = QUrl::fromEncoded(qt_bytes(request.url), QUrl::StrictMode);
    // Qt would read files, too.
    bool const is_http = url.scheme() == "https" || url.scheme() == "http";
    if (!is_http || !can_be_sent(request)) {
        done(failure(make_error_code(boost::system::errc::invalid_argument)));
        return nullptr;
    }

    QNetworkRequest order(url);
    order.setSslConfiguration(tls_);
    order.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    order.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    order.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    order.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    for (auto const& [name, value] : request.headers) order.setRawHeader(qt_bytes(name), qt_bytes(value));

    std::unique_ptr<QIODevice> body;
    if (!request.body.empty()) {
        order.setHeader(QNetworkRequest::ContentLengthHeader, static_cast<qint64>(request.body.size()));
        body = std::make_unique<qt_single_body>(request.body);
    }
    auto* const call = manager_.sendCustomRequest(order, qt_bytes(request.method), body.get());
    if (body) body.release()->setParent(call);

    auto const reading = std::make_shared<qt_reading>(qt_reading{max_body, std::move(done)});
    QObject::connect(call, &QNetworkReply::readyRead, &owner_, [call, reading] { reading->read(*call); });
    QObject::connect(call, &QNetworkReply::finished, &owner_, [call, reading] { reading->finish(*call); });
    if (limit)
        QTimer::singleShot(*limit, call, [call, reading] {
            reading->refuse(*call, make_error_code(boost::system::errc::timed_out));
        });
    return call;
}

} // namespace b24pull::adapters::detail
