#include "live_check.hpp"

#include "network.hpp"

#include <b24pull/realtime/session.hpp>

#include <boost/asio/steady_timer.hpp>

#include <random>
#include <string>
#include <utility>

namespace tool {

namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;
using std::chrono::milliseconds;
using steady_clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds connect_patience{20};
constexpr std::chrono::seconds event_patience{15};
/// A poll that nobody has refused for this long is good.
constexpr std::chrono::seconds poll_is_good_after{1};
/// What is sent while a server goes over from its history to what is new can be lost.
constexpr milliseconds before_the_event{500};

class attempt {
public:
    attempt(network net, rest::credentials const& who, rest::application_event_add event)
        : who_(who)
        , event_(std::move(event))
        , net_(std::move(net)) {}

    live_outcome run(b24pull::config config, bool with_event) {
        with_event_ = with_event;
        session_.handle_config(begin_, std::chrono::system_clock::now(), std::move(config));
        give_up_after(connect_patience);
        net_.serve(
            session_, who_, [this](realtime::session_event const& event) { deliver(event); },
            [this](b24pull::error_code) {
                timer_.cancel();
                net_.leave();
            });
        net_.run();
        return std::move(out_);
    }

private:
    void deliver(realtime::session_event const& event) {
        if (auto const* const m = std::get_if<realtime::message>(&event)) {
            if (!sent_ || m->command != event_.command || m->params.find(nonce_) == m->params.npos) return;
            out_.event_after = since(*sent_);
            net_.stop();
        } else if (auto const* const lost = std::get_if<realtime::connection_lost>(&event)) {
            if (out_.online_after) return; // it comes back
            out_.lost = *lost;
            out_.lost->retry_in.reset(); // there is none
            net_.stop();
        } else if (auto const* const changed = std::get_if<realtime::status_changed>(&event)) {
            if (changed->status != realtime::status::online || out_.online_after) return;
            out_.online_after = since(begin_);
            if (!with_event_) return net_.stop();
            timer_.expires_after(before_the_event);
            timer_.async_wait([this](b24pull::error_code cancelled) {
                if (!cancelled) send();
            });
        }
    }

    void send() {
        event_.params = "{\"nonce\":\"" + nonce_ + "\"}";
        auto request = event_.make_request(who_);
        if (!request) return refused(request.error());
        sent_ = steady_clock::now();
        give_up_after(event_patience);
        net_.send(std::move(*request), [this](b24pull::result<rest::http_response> answer) {
            if (!answer) return refused(answer.error());
            auto const taken = rest::application_event_add::parse_response(*answer, who_.clear());
            if (!taken) return refused(taken.error());
            out_.taken = true;
        });
    }

    void refused(b24pull::failure const& why) {
        out_.not_sent = why;
        net_.stop();
    }

    void give_up_after(std::chrono::seconds patience) {
        timer_.expires_after(patience);
        timer_.async_wait([this](b24pull::error_code cancelled) {
            if (!cancelled) net_.stop();
        });
    }

    static milliseconds since(steady_clock::time_point begin) {
        return std::chrono::round<milliseconds>(steady_clock::now() - begin);
    }

    rest::credentials const& who_;
    rest::application_event_add event_;
    bool with_event_ = false;
    steady_clock::time_point begin_ = steady_clock::now();
    std::optional<steady_clock::time_point> sent_ = {};
    std::string nonce_ = std::to_string(std::random_device{}());
    live_outcome out_ = {};
    realtime::session session_{
        {.endpoint = {.clear = who_.clear()}, .poll_settled_after = poll_is_good_after},
        std::random_device{}()};
    // What is still under way in the end goes with them, before all that it refers to.
    network net_;
    boost::asio::steady_timer timer_{net_.context()};
};

} // namespace

live_outcome try_live(common_options const& options, b24pull::config config, transport which,
                      rest::credentials const& who, std::optional<event_receiver> const& receiver) {
    rest::application_event_add event{.command = "b24pull.check"};
    if (receiver) event.to = *receiver;
    keep_only(which, config);
    attempt once(network::open(options).value(), who, std::move(event));
    return once.run(std::move(config), receiver.has_value());
}

} // namespace tool
