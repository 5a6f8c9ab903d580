// A session and its host: what the session asks for and what it tells, while a connection is cut, refused, resumed and
// replaced. It runs offline, in no time: the clock and everything else around the host are scripted (world.hpp).
//
//     b24pull-session
//
// A host of your own is this file with your libraries in the place of the world. Exit status 0 only if each event came
// once and in order, and the session asked for what the script expects.
#include "world.hpp"

#include <b24pull/realtime/session.hpp>

#include <chrono>
#include <iomanip>
#include <iostream>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

namespace realtime = b24pull::realtime;

class host {
public:
    explicit host(examples::world& around)
        : world_(around) {}

    /// The loop of every host.
    void run() {
        session_.handle_start(world_.now());
        while (true) {
            while (auto const order = session_.poll_action()) perform(*order);
            if (auto const event = session_.poll_event()) {
                deliver(*event); // may publish: then there are actions again
            } else if (session_.state() == realtime::connection_state::stopped) {
                break; // behind the last action and the last event
            } else if (auto const input = world_.wait_for_input_until(session_.poll_timeout())) {
                (*input)(session_);
            } else {
                session_.handle_timeout(world_.now());
            }
        }
        std::cout << "messages: " << commands_.size() << ", duplicates suppressed: " << session_.duplicates()
                  << '\n';
    }

    bool went_as_expected() const {
        std::vector<std::string> const expected{"ring", "hang_up", "callback_wanted", "ring"};
        return commands_ == expected && session_.duplicates() == 1 && published_ == 1 &&
               world_.went_as_planned();
    }

    /// Does what the session asks for: begins it, and comes back. What comes of it is an input with the same id.
    void operator()(realtime::fetch_config const&) { world_.fetch_configuration(); }
    void operator()(realtime::open_websocket const& a) { world_.open_socket(a.id, a.url.reveal()); }
    void operator()(realtime::send_text const& a) { world_.send(a.id, a.text); }
    void operator()(realtime::send_ping const& a) { world_.ping(a.id); }
    void operator()(realtime::close_websocket const& a) { world_.close_socket(a.id); }
    void operator()(realtime::session_stopped const&) {}
    // Servers of version 4, and long polling, are not part of the script.
    void operator()(realtime::send_binary const&) { world_.unexpected(); }
    void operator()(realtime::post_publication const&) { world_.unexpected(); }
    void operator()(realtime::start_poll const&) { world_.unexpected(); }
    void operator()(realtime::cancel_poll const&) { world_.unexpected(); }

private:
    void perform(realtime::action const& order) {
        line() << "> " << to_string(order) << '\n';
        std::visit(*this, order);
    }

    /// Takes note of what the session tells.
    void deliver(realtime::session_event const& event) {
        line() << "  " << to_string(event) << '\n';
        if (auto const* const m = std::get_if<realtime::message>(&event)) {
            commands_.push_back(m->command);
            if (m->command == "callback_wanted") publish_answer();
        } else if (auto const* const outcome = std::get_if<realtime::publication_outcome>(&event)) {
            published_ += !outcome->code;
        }
    }

    void publish_answer() {
        auto const id = session_.publish(
            world_.now(),
            {.users = {7}, .module_id = "telephony", .command = "calling_back", .params = R"({"line":3})"});
        line() << "  " << (id ? "publication " + std::to_string(*id) : id.error().what()) << '\n';
    }

    /// The virtual time, in seconds.
    std::ostream& line() {
        return std::cout << std::fixed << std::setprecision(3) << std::setw(8)
                         << std::chrono::duration<double>(world_.elapsed()).count() << ' ';
    }

    examples::world& world_;
    realtime::session session_{{}, 20260331}; // a host for life takes its seed from std::random_device
    std::vector<std::string> commands_;
    int published_ = 0;
};

int main() {
    examples::world around;
    host host(around);
    host.run();
    if (host.went_as_expected()) return 0;
    std::cerr << "this is not what the script expects\n";
    return 1;
}
