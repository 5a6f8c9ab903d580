// A session between a host and a network that do anything in any order. The bytes are what happens; what has to hold is
// looked at behind each step.
#include "../support/endpoint_config.hpp"
#include "fuzz.hpp"
#include "json_agreement.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/realtime/session.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using fuzz::check;
using realtime::connection_state;

/// All secrets are the word.
b24pull::config made_up_config(int version, bool with_websocket, bool with_jwt) {
    auto out = support::endpoint_config(version);
    out.server.publish_enabled = true;
    out.server.websocket_enabled = with_websocket;
    for (auto* const channel : {&out.private_channel, &out.shared_channel})
        (*channel)->id = b24pull::secret(fuzz::secret_word);
    out.client_id = b24pull::secret(fuzz::secret_word);
    if (with_jwt) out.jwt = b24pull::secret(fuzz::secret_word);
    return out;
}

class host {
public:
    explicit host(FuzzedDataProvider& input)
        : input_(input)
        , options_(options_from(input))
        , session_(options_, input.ConsumeIntegral<std::uint8_t>())
        , version_(input.ConsumeIntegralInRange(1, 6)) {}

    void run() {
        for (int steps = 0; steps != 200 && input_.remaining_bytes() != 0; ++steps) {
            step();
            take();
            check_stopped();
        }
        check_snapshot();
    }

private:
    static realtime::session_options options_from(FuzzedDataProvider& input) {
        realtime::session_options out;
        if (input.ConsumeBool()) out.resume_overlap = 5s;
        if (input.ConsumeBool()) out.endpoint.format = realtime::payload_format::text;
        if (input.ConsumeBool()) out.remembered_ids = 2;
        if (input.ConsumeBool()) out.queued_publications = 2;
        return out;
    }

    enum class happens {
        start,
        config,
        raw_config,
        config_failed,
        open,
        refused,
        text,
        binary,
        alive,
        closed,
        poll,
        poll_failed,
        posted,
        wait,
        time_out,
        offline,
        online,
        publish,
        learn,
        subscribe,
        unsubscribe,
        restore,
        snapshot,
        stranger,
        stop,
        kMaxValue = stop
    };

    void step() {
        switch (input_.ConsumeEnum<happens>()) {
        case happens::start: return session_.handle_start(now_);
        case happens::config:
            return give(made_up_config(version_, input_.ConsumeBool(), input_.ConsumeBool()));
        case happens::raw_config: return give_raw_config();
        case happens::config_failed: return session_.handle_config_failed(now_, reason(), wait());
        case happens::open: return session_.handle_open(now_, socket_);
        case happens::refused:
            has_socket_ = false;
            return session_.handle_refused(now_, socket_, status(), wait());
        case happens::text: return session_.handle_text(now_, socket_, text());
        case happens::binary: return session_.handle_binary(now_, socket_, std::as_bytes(std::span(text())));
        case happens::alive: return session_.handle_alive(now_, socket_);
        case happens::closed:
            has_socket_ = false;
            return session_.handle_closed(now_, socket_, status(), text());
        case happens::poll: return answer_poll();
        case happens::poll_failed: return session_.handle_poll_failed(now_, poll_);
        case happens::posted: return session_.handle_posted(now_, post_, status(), text());
        case happens::wait: now_ += wait(); return;
        case happens::time_out: return pass_time();
        case happens::offline: return session_.handle_offline(now_);
        case happens::online: return session_.handle_online(now_);
        case happens::publish: return publish();
        case happens::learn:
            return session_.learn({{.user_id = 7, .public_id = "ab12", .end = {wall() + 1h}}});
        case happens::subscribe:
            static_cast<void>(session_.subscribe_status(now_, input_.ConsumeIntegral<std::int8_t>()));
            return;
        case happens::unsubscribe:
            return session_.unsubscribe_status(now_, input_.ConsumeIntegral<std::int8_t>());
        case happens::restore: return restore();
        case happens::snapshot: return check_snapshot();
        case happens::stranger: return come_too_late();
        case happens::stop: return session_.handle_stop(now_);
        }
    }

    // What the bytes tell.

    /// Text, ended by a backslash and one more character. It lives until the next one.
    std::string_view text() {
        auto const drawn = input_.ConsumeRandomLengthString();
        is_clean_ = is_clean_ && !fuzz::holds_secret(drawn);
        text_.assign(drawn.begin(), drawn.end());
        text_.shrink_to_fit();
        return fuzz::view(text_);
    }
    unsigned status() {
        constexpr unsigned known[] = {0,   200,  304,  400,  401,  404,  429,
                                      503, 1000, 1006, 4010, 4011, 4014, 4029};
        return input_.PickValueInArray(known);
    }
    /// From nothing to about twelve days.
    std::chrono::milliseconds wait() {
        auto const count = std::int64_t{input_.ConsumeIntegral<std::uint8_t>()};
        return std::chrono::milliseconds(count << input_.ConsumeIntegralInRange(0, 22));
    }
    b24pull::error_code reason() {
        return input_.ConsumeBool() ? make_error_code(b24pull::server_errc::internal_server_error)
                                    : make_error_code(b24pull::server_errc::expired_token);
    }
    std::chrono::sys_seconds wall() const {
        return std::chrono::sys_seconds(1774886062s) + std::chrono::floor<std::chrono::seconds>(now_ - began);
    }

    // What happens.

    void give(b24pull::config config) { session_.handle_config(now_, wall(), std::move(config)); }

    b24pull::config with_dates(b24pull::config config) {
        auto const lifetime = wait();
        for (auto* const channel : {&config.private_channel, &config.shared_channel})
            if (*channel)
                (*channel)->end.instant = wall() + std::chrono::floor<std::chrono::seconds>(lifetime);
        return config;
    }
    void give_raw_config() {
        if (input_.ConsumeBool()) return give(with_dates(made_up_config(version_, true, false)));
        auto config = b24pull::parse_config(text());
        if (config) give(std::move(*config));
    }
    void answer_poll() {
        auto const code = status();
        bool const marked = input_.ConsumeBool();
        auto const type = input_.ConsumeBool() ? "application/octet-stream" : "text/plain";
        auto const id = std::string(text());
        session_.handle_poll(now_, poll_,
                             {.status = code,
                              .content_type = type,
                              .last_message_id = id,
                              .expires = marked ? "Thu, 01 Jan 1973 11:11:01 GMT" : ""},
                             text(), wait());
    }
    /// To the next deadline. There is an end to what is due at one time.
    void pass_time() {
        if (session_.poll_timeout()) now_ = (std::max)(now_, *session_.poll_timeout());
        int calls = 0;
        do {
            session_.handle_timeout(now_);
            check(++calls != 50, "deadlines at one time come to an end");
        } while (session_.poll_timeout() && *session_.poll_timeout() <= now_);
    }
    void publish() {
        realtime::publication message;
        if (input_.ConsumeBool()) message.users = {input_.ConsumeIntegral<std::int8_t>()};
        if (input_.ConsumeBool()) message.channels = {realtime::receiver::make("ab12", "cd34").value()};
        if (input_.ConsumeBool())
            message.expiry = std::chrono::seconds(input_.ConsumeIntegral<std::int16_t>());
        message.command = text();
        message.params = text();
        auto const before = session_.poll_timeout();
        auto const id = session_.publish(now_, std::move(message));
        if (id) return;
        fuzz::check_printed(id.error());
        check_nothing_happened(before, "a publication that is refused changes nothing");
    }
    void restore() {
        auto const before = session_.snapshot();
        auto const done = session_.restore(text());
        if (done) return;
        fuzz::check_printed(done.error());
        check(session_.snapshot() == before, "a snapshot that is refused changes nothing");
    }
    /// What comes for a number that nobody asked for.
    void come_too_late() {
        auto const before = session_.poll_timeout();
        auto const snapshot = session_.snapshot();
        constexpr realtime::operation_id nobodys = 1'000'000;
        auto const content = text();
        session_.handle_open(now_, nobodys);
        session_.handle_text(now_, nobodys, content);
        session_.handle_binary(now_, nobodys, std::as_bytes(std::span(content)));
        session_.handle_alive(now_, nobodys);
        session_.handle_refused(now_, nobodys, 503);
        session_.handle_closed(now_, nobodys, 4010);
        session_.handle_poll(now_, nobodys, {.status = 200}, content);
        session_.handle_poll_failed(now_, nobodys);
        session_.handle_posted(now_, nobodys, 400, content);
        check_nothing_happened(before, "what comes for a number that is over changes nothing");
        check(session_.snapshot() == snapshot, "what comes for a number that is over brings nothing");
    }

    // What has to hold.

    /// Everything that the session had for the host was taken before.
    void check_nothing_happened(std::optional<realtime::session::time_point> timeout, char const* property) {
        check(session_.poll_timeout() == timeout && !session_.poll_action() && !session_.poll_event(),
              property);
    }
    void check_stopped() {
        if (session_.state() != connection_state::stopped) return;
        check(!session_.poll_timeout(), "nothing is scheduled once the session has stopped");
        session_.handle_start(now_);
        session_.handle_online(now_);
        session_.handle_timeout(now_ + 24h);
        check(!session_.subscribe_status(now_, 7).has_value(), "a stopped session follows nobody");
        check_nothing_happened({}, "a stopped session ignores every input");
    }
    void check_snapshot() {
        auto const written = session_.snapshot();
        if (is_clean_) fuzz::check_printed(written);
        check(fuzz::is_json(written), "a snapshot is JSON");
        realtime::session other(options_, 2);
        auto const restored = other.restore(written);
        check(restored.has_value(), "a snapshot can be read");
        check(other.snapshot() == written, "a session that was restored has the same snapshot");
    }

    void take() {
        while (auto const order = session_.poll_action()) {
            if (is_clean_) fuzz::check_printed(to_string(*order));
            std::visit([this](auto const& one) { perform(one); }, *order);
        }
        while (auto const event = session_.poll_event()) {
            auto const* const message = std::get_if<realtime::message>(&*event);
            if (message) receive(*message);
            else if (is_clean_) fuzz::check_printed(to_string(*event));
        }
    }

    void perform(realtime::open_websocket const& order) {
        check(!has_socket_, "there is one WebSocket at the most");
        check(order.id > socket_, "numbers grow");
        socket_ = order.id;
        has_socket_ = true;
    }
    void perform(realtime::close_websocket const& order) {
        check(order.id <= socket_, "a WebSocket that is closed was opened");
        if (order.id == socket_) has_socket_ = false;
    }
    void perform(realtime::start_poll const& order) { poll_ = order.id; }
    void perform(realtime::post_publication const& order) { post_ = order.id; }
    void perform(realtime::send_text const& order) {
        check_socket(order.id);
        bool const bare = order.text == realtime::rpc_pong || order.text.starts_with("mack:");
        check(bare || fuzz::is_json(order.text), "what is sent as text is JSON");
    }
    void perform(realtime::send_binary const& order) { check_socket(order.id); }
    void perform(realtime::send_ping const& order) { check_socket(order.id); }
    void perform(realtime::session_stopped const&) { has_socket_ = false; }
    void perform(auto const&) {}

    void check_socket(realtime::operation_id id) {
        check(id == socket_, "what is sent goes to the WebSocket that is open");
    }
    void receive(realtime::message const& message) {
        if (message.mid.empty()) return;
        // The window slides by one for each message, so that the last one is in it for sure.
        check(message.mid != last_mid_, "no message comes twice in a row");
        last_mid_ = message.mid;
    }

    static constexpr realtime::session::time_point began{1000h};

    FuzzedDataProvider& input_;
    realtime::session_options options_;
    realtime::session session_;
    int version_;
    realtime::session::time_point now_ = began;
    realtime::operation_id socket_ = 0, poll_ = 0, post_ = 0;
    /// It was ordered, and neither the network nor the session has ended it.
    bool has_socket_ = false;
    /// The network has not sent the word itself.
    bool is_clean_ = true;
    fuzz::exact_bytes text_;
    std::string last_mid_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider input(bytes, size);
    host(input).run();
    return 0;
}
