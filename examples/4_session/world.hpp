// What a host has around it, scripted and in virtual time: a clock, sockets, HTTP, a portal, its server, and a network
// that fails. Each function begins something, as an asynchronous library does; what comes of it comes as an input.
#pragma once

#include <b24pull/realtime/session.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace examples {

class world {
public:
    using session = b24pull::realtime::session;
    using id_type = b24pull::realtime::operation_id;
    using time_point = session::time_point;
    using duration = std::chrono::milliseconds;
    /// What happened, told to the session.
    using input = std::function<void(session&)>;

    time_point now() const { return now_; }
    /// Since the beginning.
    duration elapsed() const { return std::chrono::duration_cast<duration>(now_ - time_point{}); }

    /// Lets time pass, and gives the next input; or nothing if the deadline comes before it.
    std::optional<input> wait_for_input_until(std::optional<time_point> deadline);

    void fetch_configuration();
    void open_socket(id_type id, std::string_view url);
    void send(id_type id, std::string_view text);
    void ping(id_type id);
    void close_socket(id_type id);
    /// What the script does not provide for.
    void unexpected() { as_planned_ = false; }

    /// Whether all that was to be asked for was asked for, and nothing else.
    bool went_as_planned() const { return as_planned_ && connections_ == 4 && configurations_ == 2; }

private:
    void after(duration delay, input what) { coming_.emplace(now_ + delay, std::move(what)); }
    void text(duration delay, id_type id, std::string text);

    time_point now_ = {};
    std::multimap<time_point, input> coming_;
    unsigned connections_ = 0;
    unsigned configurations_ = 0;
    bool as_planned_ = true;
};

} // namespace examples
