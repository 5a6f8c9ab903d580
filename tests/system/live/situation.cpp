#include "situation.hpp"

#include <b24pull/realtime/backoff.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <stdexcept>
#include <utility>

namespace live {

namespace realtime = b24pull::realtime;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string way::name() const {
    return "version " + std::to_string(version) + (websocket ? ", websocket" : ", polling") +
           (version != 4                                 ? ""
            : format == realtime::payload_format::binary ? ", binary"
                                                         : ", text");
}

std::vector<way> ways() {
    using enum realtime::payload_format;
    std::vector<way> out{{3, text, false}, {4, text, false}, {4, binary, false}, {5, text, false}};
    if (!has_websocket()) return out;
    for (auto by : std::vector(out)) {
        by.websocket = true;
        out.push_back(by);
    }
    return out;
}

realtime::session_options quick_options(way const& by) {
    realtime::session_options out;
    out.endpoint.format = by.format;
    out.backoff = realtime::backoff_policy::browser;
    out.refresh_ahead = seconds(1);
    out.refresh_pause = milliseconds(500);
    out.replaced_pause = milliseconds(200);
    out.earliest_reload = milliseconds(200);
    out.latest_reload = seconds(1);
    out.poll_pause = milliseconds(50);
    out.poll_settled_after = seconds(1);
    return out;
}

situation::situation(way const& by, std::vector<std::string> arguments,
                     std::optional<realtime::session_options> options)
    : portal([&] {
        arguments.insert(arguments.end(), {"--server-version", std::to_string(by.version), "--websocket",
                                           by.websocket ? "on" : "off"});
        return arguments;
    }())
    , options_(options.value_or(quick_options(by))) {}

situation::~situation() { stop(); }

void situation::begin(std::string const& snapshot) {
    static std::atomic<std::uint64_t> seed = 1;
    session_ = std::make_unique<realtime::session>(options_, seed++);
    if (!snapshot.empty() && !session_->restore(snapshot)) throw std::runtime_error("snapshot refused");
    host_ = make_host(B24PULL_CERTIFICATES_DIR "/ca.pem");
    thread_ = std::thread([this] {
        outcome_ = host_->listen(*session_, portal.caller(),
                                 [this](realtime::session_event event) { log.take(event); });
    });
}

void situation::listen() {
    begin({});
    if (!log.wait([](told const& t) { return t.online > 0; }, seconds(30)))
        throw std::runtime_error("not online");
    publish(1);
    if (!log.wait([](told const& t) { return !t.numbers.empty(); }, seconds(30)))
        throw std::runtime_error("the first event did not arrive");
}

void situation::listen_again() {
    if (!stop()) throw std::runtime_error("not stopped");
    begin(session_->snapshot());
}

bool situation::stop() {
    if (!thread_.joinable()) return true;
    auto const began = std::chrono::steady_clock::now();
    host_->post([](realtime::session& s) { s.handle_stop(std::chrono::steady_clock::now()); });
    thread_.join();
    return !outcome_ && std::chrono::steady_clock::now() - began < seconds(10);
}

std::int64_t situation::publish(std::int64_t count) {
    portal.control("publish?count=" + std::to_string(count) + "&from=" + std::to_string(published_));
    return published_ += count;
}

std::vector<std::string> situation::complaints(seconds patience) {
    auto const wanted = static_cast<std::size_t>(published_);
    bool const all = log.wait([&](told const& t) { return t.numbers.size() >= wanted; }, patience);
    if (all) std::this_thread::sleep_for(milliseconds(500)); // what comes twice comes later
    auto const told = log.now();
    std::vector<std::string> out;
    if (told.numbers.size() != wanted)
        out.push_back(std::to_string(told.numbers.size()) + " events of " + std::to_string(wanted));
    auto first = told.numbers.size(); // that is wrong
    for (std::size_t i = 0; i != told.numbers.size() && out.size() < 5; ++i) {
        if (told.numbers[i] == static_cast<std::int64_t>(i)) continue;
        out.push_back("event " + std::to_string(told.numbers[i]) + " at place " + std::to_string(i));
        first = (std::min)(first, i);
    }
    if (told.gaps != 0) out.push_back(std::to_string(told.gaps) + " gaps");
    if (told.refused != 0) out.push_back(std::to_string(told.refused) + " parts refused");
    if (!out.empty())
        for (auto const& line : told.lines)
            if (line.after + 100 >= first && line.after <= first + 100) out.push_back(line.shown());
    return out;
}

std::vector<std::string> each_way(std::vector<way> const& all,
                                  std::function<std::vector<std::string>(way const&)> const& course) {
    std::vector<std::future<std::vector<std::string>>> outcomes;
    for (auto const& by : all)
        outcomes.push_back(std::async(std::launch::async, [&course, by]() -> std::vector<std::string> {
            try {
                return course(by);
            } catch (std::exception const& error) {
                return {error.what()};
            }
        }));
    std::vector<std::string> out;
    for (std::size_t i = 0; i != all.size(); ++i)
        for (auto const& complaint : outcomes[i].get()) out.push_back(all[i].name() + ": " + complaint);
    return out;
}

} // namespace live
