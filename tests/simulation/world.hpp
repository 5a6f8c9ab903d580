// A session, its host, a hostile network and the server's model in virtual time; and what has to hold at each step.
#pragma once

#include "push_server.hpp"
#include "retry_watch.hpp"
#include "script.hpp"

#include <b24pull/realtime/session.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <queue>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace simulation {

namespace rt = b24pull::realtime;

/// What a run has shown.
struct verdict {
    /// What did not hold, or "".
    std::string violation;
    std::uint64_t inputs = 0;
    std::uint64_t delivered = 0;
    std::uint64_t duplicates = 0;
};

class world {
public:
    world(scene const& of, bool prints)
        : scene_(of)
        , prints_(prints)
        , server_(of)
        , dice_(of.seed ^ 0xabcdef)
        , watch_(of.policy) {}

    verdict run();

    /// Remembers when the session was given something.
    void keep_times() { keeps_times_ = true; }
    std::vector<instant> const& times() const noexcept { return times_; }

private:
    enum class occurrence {
        step,
        over,
        ws_arrives,
        opened,
        data,
        alive,
        closed,
        refused,
        flush,
        late,
        server_ping,
        poll_arrives,
        poll_held,
        poll_answered,
        poll_failed,
        config_arrives,
        config_told,
        config_failed,
        received,
        posted,
        online,
        revived,
        probe
    };

    struct upcoming {
        instant at;
        std::uint64_t order;
        occurrence what;
        std::size_t connection = 0;
        std::size_t a = 0;
        bool operator>(upcoming const& r) const noexcept { return at != r.at ? at > r.at : order > r.order; }
    };

    struct connection {
        rt::operation_id id = 0;
        bool poll = false;
        bool gone = false; // the host wants nothing of it any more
        bool dead = false; // nothing gets through any more, and nobody is told
        bool listens = false;
        bool waits = false; // a poll that is held
        unsigned closed_with = 0;
        std::string url;
        listening to = {};
        instant in_order = 0;
        instant sent_at = -hour;
        instant opened_at = -1;
        bool flushes = false;
        std::vector<std::size_t> gathered = {};
        std::array<instant, kinds> held_until = {};
    };

    struct packet {
        std::string bytes = {};
        bool binary = false;
        unsigned status = 0; // of a poll's answer
        std::string last_message_id = {};
        std::vector<std::size_t> numbers = {};
    };

    // Time and chance.
    void later(instant delay, occurrence what, std::size_t on = 0, std::size_t a = 0) {
        queue_.push({now_ + delay, order_++, what, on, a});
    }
    instant latency() {
        return lasts(happening::slow) ? dice_.between(second, 4 * second) : dice_.between(5, 80);
    }
    bool lasts(happening what) const noexcept { return now_ < until_[static_cast<std::size_t>(what)]; }
    rt::session::time_point time() const { return rt::session::time_point(std::chrono::milliseconds(now_)); }
    rt::session::wall_time wall() const {
        return rt::session::wall_time(std::chrono::seconds(wall_start) + std::chrono::milliseconds(now_));
    }
    void fail(std::string what) {
        if (out_.violation.empty()) out_.violation = "at " + std::to_string(now_) + " ms: " + std::move(what);
    }
    void say(std::string const& what) const {
        if (prints_) std::printf("%12lld  %s\n", static_cast<long long>(now_), what.c_str());
    }

    // The host.
    void begin(std::string const& snapshot);
    void end_process();
    void drain();
    void perform(rt::action& order);
    void deliver(rt::session_event& event);
    void check_message(rt::message const& got);
    std::size_t connection_of(rt::operation_id id) const;
    void check_connections();

    // The network and the server.
    void happen(upcoming const& next);
    void happen(step const& one);
    void finish_step(step const& one);
    void ws_arrives(std::size_t at);
    void poll_arrives(std::size_t at);
    void accept(std::size_t at);
    /// The session went to other channels although these messages were under way in channels that had ended.
    void drained(std::vector<std::size_t> const& numbers) {
        for (auto const number : numbers) {
            auto const& one = server_.messages[number];
            if (one.generation != server_.generation(one.to)) fates_[number].drained = true;
        }
    }
    void published(std::size_t number);
    void published(std::vector<std::size_t> const& numbers) {
        for (auto const one : numbers) published(one);
    }
    void gather(std::size_t at, std::size_t number);
    void send(std::size_t at, std::vector<std::size_t> numbers);
    void put(std::size_t at, std::string bytes, bool binary, std::vector<std::size_t> numbers = {});
    void answer(std::size_t at, packet what) {
        packets_.push_back(std::move(what));
        later(latency(), occurrence::poll_answered, at, packets_.size() - 1);
    }
    void release(std::size_t at);
    void cut(std::size_t at, bool told);
    void server_closes(std::size_t at, unsigned code);
    void receive(std::size_t at, packet const& what);
    std::vector<std::size_t> mixed(std::vector<std::size_t> numbers);
    std::size_t publication_in(std::string_view bytes) const;

    scene const& scene_;
    bool prints_;
    push_server server_;
    chance dice_;
    retry_watch watch_;
    verdict out_;

    instant now_ = 0;
    std::uint64_t order_ = 0;
    std::priority_queue<upcoming, std::vector<upcoming>, std::greater<>> queue_;
    std::array<instant, static_cast<std::size_t>(happening::count_)> until_{};
    unsigned refusal_ = 0;

    std::optional<rt::session> session_;
    unsigned process_ = 0;
    std::vector<connection> connections_;
    std::vector<std::size_t> current_; // of the host: neither gone nor over
    std::vector<packet> packets_;
    std::vector<b24pull::config> configs_;
    std::string snapshot_;
    instant reached_at_ = 0; // when something of the server last came through
    bool stopped_ = false;
    bool keeps_times_ = false;
    std::vector<instant> times_;

    struct fate {
        bool delivered = false;
        bool excused = false;
        bool drained = false; // was under way on a connection that the session closed to move on
    };
    std::vector<fate> fates_;
    std::vector<std::size_t> pending_; // stored and not delivered
    std::array<std::uint64_t, kinds> newest_{};
    std::array<int, kinds> client_generation_{};
    std::array<bool, kinds> unaware_{};
    unsigned broken_ = 0; // refusals to resume

    struct publishing {
        rt::operation_id id = 0;
        unsigned process = 0;
        unsigned outcomes = 0;
        unsigned received = 0;
        bool good = false;
    };
    std::vector<publishing> publications_;
};

// Bodies: the host.

inline void world::begin(std::string const& snapshot) {
    rt::session_options options;
    options.backoff = static_cast<rt::backoff_policy>(scene_.policy);
    if (scene_.text) options.endpoint.format = rt::payload_format::text;
    if (scene_.overtaking) { // what overtakes has to fit into the window twice
        options.resume_overlap = std::chrono::seconds(3);
        options.remembered_ids = 2048;
    }
    session_.emplace(options, scene_.seed * 31 + process_);
    if (!snapshot.empty() && !session_->restore(snapshot)) fail("a snapshot was refused: " + snapshot);
    watch_.begin();
    session_->handle_start(time());
    drain();
}

inline void world::end_process() {
    snapshot_ = session_->snapshot();
    if (snapshot_.size() > 64 * 1024) fail("a snapshot has " + std::to_string(snapshot_.size()) + " bytes");
    say("process ends with " + std::to_string(snapshot_.size()) + " bytes");
    out_.duplicates += session_->duplicates();
    session_.reset();
    for (auto const at : current_) {
        connections_[at].gone = true;
        connections_[at].listens = connections_[at].waits = false;
    }
    current_.clear();
    ++process_;
}

inline void world::drain() {
    ++out_.inputs;
    if (keeps_times_ && (times_.empty() || times_.back() != now_)) times_.push_back(now_);
    while (auto order = session_->poll_action()) perform(*order);
    while (auto event = session_->poll_event()) deliver(*event);
    check_connections();
}

inline std::size_t world::connection_of(rt::operation_id id) const {
    for (auto const at : current_)
        if (connections_[at].id == id) return at;
    return connections_.size();
}

/// One connection, or a WebSocket tried beside the polls.
inline void world::check_connections() {
    auto const state = session_->state();
    std::size_t sockets = 0, polls = 0;
    for (auto const at : current_) ++(connections_[at].poll ? polls : sockets);
    bool const both = sockets == 1 && polls <= 1 && state == rt::connection_state::probing;
    if (sockets + polls > 1 && !both)
        fail(std::to_string(sockets) + " WebSockets and " + std::to_string(polls) + " polls at once");
}

inline void world::perform(rt::action& order) {
    if (prints_) say("> " + to_string(order));
    if (stopped_) return fail("an action after the end: " + to_string(order));
    auto const add = [this](rt::operation_id id, bool poll, rt::endpoint const& url) {
        watch_.attempt(now_, poll, session_->state(), [this](auto text) { fail(text); });
        connections_.push_back({.id = id, .poll = poll, .url = std::string(url.reveal())});
        current_.push_back(connections_.size() - 1);
        later(latency(), poll ? occurrence::poll_arrives : occurrence::ws_arrives, connections_.size() - 1);
    };
    auto const ship = [this](rt::operation_id id, std::string bytes, bool binary) {
        auto const at = connection_of(id);
        if (at == connections_.size() || connections_[at].opened_at < 0)
            return fail("sent on a connection that is not open");
        packets_.push_back({.bytes = std::move(bytes), .binary = binary});
        later(latency(), occurrence::received, at, packets_.size() - 1);
    };
    auto const give_up = [this](rt::operation_id id, unsigned code) {
        auto const at = connection_of(id);
        if (at == connections_.size()) return fail("closed what is not open");
        auto& one = connections_[at];
        one.closed_with = code;
        if (code == 3000 && !one.dead) drained(one.gathered);
        release(at);
    };
    if (auto* const a = std::get_if<rt::open_websocket>(&order)) add(a->id, false, a->url);
    else if (auto* const b = std::get_if<rt::start_poll>(&order)) add(b->id, true, b->url);
    else if (auto* const c = std::get_if<rt::send_text>(&order)) ship(c->id, std::move(c->text), false);
    else if (auto* const d = std::get_if<rt::send_binary>(&order))
        ship(d->id, std::string(support::as_text(d->bytes)), true);
    else if (auto* const e = std::get_if<rt::send_ping>(&order)) {
        auto const at = connection_of(e->id);
        if (at == connections_.size()) return fail("a ping on no connection");
        later(2 * latency(), occurrence::alive, at);
    } else if (auto* const f = std::get_if<rt::close_websocket>(&order))
        give_up(f->id, static_cast<unsigned>(f->code));
    else if (auto* const g = std::get_if<rt::cancel_poll>(&order)) give_up(g->id, 0);
    else if (auto* const h = std::get_if<rt::post_publication>(&order)) {
        packets_.push_back({.bytes = std::string(support::as_text(h->body)), .binary = true});
        later(latency(), occurrence::posted, static_cast<std::size_t>(h->id), packets_.size() - 1);
    } else if (std::get_if<rt::fetch_config>(&order)) {
        watch_.fetch(now_, [this](auto text) { fail(text); });
        later(latency(), occurrence::config_arrives, process_);
    } else if (std::get_if<rt::session_stopped>(&order)) fail("the session stopped by itself");
}

inline void world::deliver(rt::session_event& event) {
    auto const fails = [this](auto text) { fail(text); };
    if (auto* const got = std::get_if<rt::message>(&event)) return check_message(*got);
    if (auto* const lost = std::get_if<rt::connection_lost>(&event)) {
        if (prints_)
            say("  lost: cause " + std::to_string(static_cast<int>(lost->why)) + " code " +
                std::to_string(lost->code) +
                (lost->retry_in ? ", again in " + std::to_string(lost->retry_in->count()) : ""));
        watch_.lost(now_, *lost, fails);
    } else if (auto* const none = std::get_if<rt::config_failed>(&event)) {
        if (prints_) say("  " + to_string(event));
        watch_.fetch_failed(now_, *none, fails);
    } else if (auto* const gap = std::get_if<rt::history_gap>(&event)) {
        say("  gap");
        if (gap->why == rt::history_gap::reason::too_old) return fail("a gap of a day, where there was none");
        if (broken_ < 2) fail("a gap without a cause");
        broken_ = 0;
        for (auto const number : pending_) fates_[number].excused = true;
    } else if (auto* const outcome = std::get_if<rt::publication_outcome>(&event)) {
        if (prints_) say("  outcome: " + outcome->code.message());
        for (auto& one : publications_) {
            if (one.id != outcome->id || one.process != process_) continue;
            if (++one.outcomes > 1) fail("two outcomes of one publication");
            one.good = !outcome->code;
            if (one.good && scene_.version >= 5 && one.received == 0)
                fail("a publication is said to be done and is not");
            return;
        }
        fail("an outcome of nothing");
    } else if (prints_) {
        say("  event " + std::to_string(event.index()));
    }
}

inline void world::check_message(rt::message const& got) {
    auto const at = got.params.find("\"n\":");
    auto const number = at == got.params.npos
                            ? server_.messages.size()
                            : static_cast<std::size_t>(std::atoll(got.params.c_str() + at + 4));
    if (got.module_id != "sim" || number >= server_.messages.size())
        return fail("a message that nobody sent");
    auto const& sent = server_.messages[number];
    if (prints_) say("  message " + std::to_string(number) + (sent.to == shared ? " shared" : " private"));
    if (std::exchange(fates_[number].delivered, true))
        return fail("message " + std::to_string(number) + " came twice");
    if (sent.counter <= newest_[sent.to] && !fates_[number].excused)
        fail("message " + std::to_string(number) + " came out of order");
    newest_[sent.to] = (std::max)(newest_[sent.to], sent.counter);
    ++out_.delivered;
    watch_.good();
    std::erase(pending_, number);
}

// Bodies: the network and the server.

/// The host and the server are done with a connection.
inline void world::release(std::size_t at) {
    auto& one = connections_[at];
    one.gone = true;
    one.listens = one.waits = false;
    one.gathered.clear();
    std::erase(current_, at);
}

inline void world::cut(std::size_t at, bool told) {
    auto& one = connections_[at];
    one.dead = true;
    one.listens = one.waits = false;
    if (told) later(latency(), one.poll ? occurrence::poll_failed : occurrence::closed, at, 1006);
}

inline void world::server_closes(std::size_t at, unsigned code) {
    auto& one = connections_[at];
    if (!one.gathered.empty()) send(at, std::exchange(one.gathered, {}));
    one.listens = false;
    one.in_order = (std::max)(one.in_order, now_ + latency());
    later(one.in_order - now_, occurrence::closed, at, code);
}

/// A connection begins to listen. Whoever resumes behind something that has not arrived has lost it.
inline void world::accept(std::size_t at) {
    auto& one = connections_[at];
    for (auto const number : pending_) {
        auto& its = fates_[number];
        auto const& message = server_.messages[number];
        if (its.excused) continue;
        if (!one.to.resumes) {
            its.excused = true; // no place in history yet
        } else if (server_.reaches(message, one.to)) {
            if (message.counter <= one.to.after) fail("resumed behind message " + std::to_string(number));
        } else if (one.to.generation[message.to] > message.generation) {
            if (its.drained) fail("message " + std::to_string(number) + " was dropped with its channel");
            its.excused = true; // its channel ended while nobody listened
        }
    }
    std::erase_if(pending_, [this](std::size_t number) { return fates_[number].excused; });
    one.listens = true;
    client_generation_ = one.to.generation;
    for (auto const k : {private_, shared})
        if (!one.to.resumes || one.to.generation[k] == server_.generation(k))
            unaware_[k] = one.to.generation[k] != server_.generation(k);
}

inline void world::ws_arrives(std::size_t at) {
    auto& one = connections_[at];
    if (one.gone) return;
    auto const refuse = [&](unsigned status) { later(latency(), occurrence::refused, at, status); };
    if (lasts(happening::blackout))
        return dice_.percent(50) ? later(second, occurrence::refused, at, 0) : cut(at, false);
    if (lasts(happening::filter)) return dice_.percent(50) ? refuse(403 * (dice_.next() % 2)) : cut(at, true);
    if (lasts(happening::refuse)) return refuse(refusal_);
    auto const to = server_.read(one.url, now_);
    if (!to && !scene_.accepts_first) return refuse(400);
    one.in_order = now_ + latency();
    later(one.in_order - now_, occurrence::opened, at);
    if (!to) return later(one.in_order - now_ + 1, occurrence::closed, at, 4010);
    if (to->resumes && lasts(happening::history_broken))
        return later(one.in_order - now_ + 1, occurrence::closed, at, 4011);
    one.to = *to;
    accept(at);
    if (auto missed = server_.replay(one.to); !missed.empty()) send(at, std::move(missed));
    if (scene_.version == 3 || scene_.version == 4) later(2 * minute, occurrence::server_ping, at);
    if (scene_.version >= 5 && scene_.pings) later(15 * second, occurrence::server_ping, at);
}

inline void world::poll_arrives(std::size_t at) {
    auto& one = connections_[at];
    if (one.gone) return;
    if (lasts(happening::blackout)) return cut(at, dice_.percent(50));
    if (lasts(happening::captive)) return answer(at, {.bytes = "<html>Log in, please</html>", .status = 200});
    if (lasts(happening::refuse)) return answer(at, {.bytes = "no", .status = refusal_});
    auto const to = server_.read(one.url, now_);
    if (!to) return answer(at, {.bytes = "4010: Wrong Channel Id.", .status = 400});
    if (to->resumes && lasts(happening::history_broken)) {
        ++broken_;
        return answer(at, {.bytes = "4011: Couldn't get last messages.", .status = 400});
    }
    one.to = *to;
    accept(at);
    one.waits = true;
    if (auto missed = server_.replay(one.to); !missed.empty()) return send(at, std::move(missed));
    later(40 * second, occurrence::poll_held, at);
}

/// Sometimes the messages of one channel come before those of the other in a payload.
inline std::vector<std::size_t> world::mixed(std::vector<std::size_t> numbers) {
    if (scene_.version < 3 || numbers.size() < 2 || !dice_.percent(30)) return numbers;
    auto const first = dice_.percent(50) ? private_ : shared;
    std::stable_partition(numbers.begin(), numbers.end(),
                          [&](std::size_t number) { return server_.messages[number].to == first; });
    return numbers;
}

inline void world::send(std::size_t at, std::vector<std::size_t> numbers) {
    auto& one = connections_[at];
    one.sent_at = now_;
    bool const one_payload = scene_.version < 5 || one.poll;
    if (one_payload || scene_.overtaking) numbers = mixed(std::move(numbers));
    auto payloads = server_.payloads(numbers, one.to.binary);
    if (one.poll) {
        one.listens = one.waits = false;
        std::string whole;
        if (payloads.size() == 1) whole = std::move(payloads[0]);
        else { // JSON-RPC: a batch
            for (auto& each : payloads) whole += (whole.empty() ? "[" : ",") + each;
            whole += ']';
        }
        return answer(at, {.bytes = std::move(whole), .binary = one.to.binary, .status = 200});
    }
    for (std::size_t i = 0; i != payloads.size(); ++i)
        put(at, std::move(payloads[i]), one.to.binary, i == 0 ? numbers : std::vector<std::size_t>());
}

inline void world::put(std::size_t at, std::string bytes, bool binary, std::vector<std::size_t> numbers) {
    auto& one = connections_[at];
    one.in_order = (std::max)(one.in_order, now_ + latency());
    packets_.push_back({.bytes = std::move(bytes), .binary = binary, .numbers = std::move(numbers)});
    later(one.in_order - now_, occurrence::data, at, packets_.size() - 1);
}

inline void world::gather(std::size_t at, std::size_t number) {
    auto& one = connections_[at];
    if (!one.listens) return;
    if (one.poll || scene_.version >= 5) return send(at, {number});
    if (!one.flushes && now_ - one.sent_at >= 400) return send(at, {number});
    one.gathered.push_back(number);
    if (!std::exchange(one.flushes, true)) later(one.sent_at + 400 - now_, occurrence::flush, at);
}

/// The server has a new message.
inline void world::published(std::size_t number) {
    auto const& one = server_.messages[number];
    fates_.resize(server_.messages.size());
    if (one.stored && !one.command) pending_.push_back(number);
    say("published " + std::to_string(number) + (one.to == shared ? " shared" : " private") +
        (one.command ? " command" : "") + (one.stored ? "" : " not stored") +
        (one.doubled ? " doubled" : ""));
    // What stands in a channel that the client does not know is passed by with newer messages of the other. Versions
    // without ids cannot ask for it again, and who missed the control message does not know that it should.
    if ((scene_.version < 3 || unaware_[one.to]) && one.generation > client_generation_[one.to])
        fates_[number].excused = true;
    // What is overtaken by the very first message stands before every place that the client knows.
    if (scene_.overtaking && session_ && session_->resume().mid.empty()) fates_[number].excused = true;
    for (auto const at : std::vector(current_)) {
        auto& each = connections_[at];
        if (!each.listens || !server_.reaches(one, each.to)) continue;
        auto& until = each.held_until[one.to];
        if (scene_.overtaking && !each.poll && (now_ <= until || dice_.percent(10))) {
            until = (std::max)(until, now_ + dice_.between(0, 900));
            later(until - now_, occurrence::late, at, number);
        } else {
            gather(at, number);
        }
    }
}

inline std::size_t world::publication_in(std::string_view bytes) const {
    auto const at = bytes.find("\"p\":");
    return at == bytes.npos
               ? publications_.size()
               : static_cast<std::size_t>(std::atoll(std::string(bytes.substr(at + 4, 10)).c_str()));
}

/// Something from the client.
inline void world::receive(std::size_t at, packet const& what) {
    auto const number = publication_in(what.bytes);
    if (number == publications_.size()) return;
    if (++publications_[number].received > 1) fail("a publication was sent twice");
    if (!what.binary) {
        auto const id = what.bytes.substr(what.bytes.rfind(':') + 1);
        if (dice_.percent(10)) return;
        put(at,
            "{\"jsonrpc\":\"2.0\",\"id\":" + id.substr(0, id.size() - 1) +
                (dice_.percent(10) ? ",\"error\":{\"code\":-32603,\"message\":\"no\"}}"
                                   : ",\"result\":true}"),
            false);
    } else if (dice_.percent(15)) {
        server_closes(at, static_cast<unsigned>(dice_.between(4012, 4021)));
    }
}

// Bodies: what happens.

inline void world::happen(step const& one) {
    say("* " + to_string(one));
    auto const all = std::vector(current_);
    auto const sockets = [&](auto each) {
        for (auto const at : all)
            if (!connections_[at].poll && connections_[at].opened_at >= 0 && !connections_[at].dead) each(at);
    };
    auto const publish = [this] {
        published(server_.renew_ended(now_));
        auto const to = dice_.percent(50) ? private_ : shared;
        published(server_.publish(now_, to, !dice_.percent(15), dice_.percent(30)));
    };
    auto& until = until_[static_cast<std::size_t>(one.what)];
    until = (std::max)(until, now_ + one.lasts);
    switch (one.what) {
    case happening::publish:
    case happening::publish_burst:
        for (std::int64_t i = 0; i != one.a; ++i) publish();
        break;
    case happening::client_publish:
        for (std::int64_t i = 0; session_ && i != one.a; ++i) {
            auto const number = publications_.size();
            rt::publication wanted{.users = {7}, .module_id = "sim", .command = "p"};
            wanted.params = "{\"p\":" + std::to_string(number) + "}";
            if (dice_.percent(50)) wanted.expiry = std::chrono::seconds(dice_.between(0, 300));
            publications_.push_back({.process = process_});
            auto const id = session_->publish(time(), std::move(wanted));
            if (id) publications_.back().id = *id;
            drain();
        }
        break;
    case happening::cut_in_message:
        sockets([this](auto at) { session_->handle_alive(time(), connections_[at].id); });
        [[fallthrough]];
    case happening::cut:
        for (auto const at : all) cut(at, true);
        break;
    case happening::half_open:
        for (auto const at : all) cut(at, false);
        break;
    case happening::close: sockets([&](auto at) { server_closes(at, static_cast<unsigned>(one.a)); }); break;
    case happening::blackout:
        for (auto const at : all) cut(at, dice_.percent(50));
        break;
    case happening::filter: sockets([&](auto at) { cut(at, true); }); break;
    case happening::refuse: refusal_ = static_cast<unsigned>(one.a); break;
    case happening::garbage:
        sockets([&](auto at) {
            if (connections_[at].listens) put(at, "\x0a\x7fgarbage", dice_.percent(50));
        });
        break;
    case happening::restart:
        if (one.a != 0) published(server_.command(now_, "server_restart"));
        sockets([&](auto at) { server_closes(at, 1001); });
        server_.restart(now_);
        break;
    case happening::config_expire: published(server_.command(now_, "config_expire")); break;
    case happening::renew_private: published(server_.renew(now_, private_, false)); break;
    case happening::renew_shared: published(server_.renew(now_, shared, one.a != 0)); break;
    case happening::host_offline:
        until_[static_cast<std::size_t>(happening::blackout)] =
            (std::max)(until_[static_cast<std::size_t>(happening::blackout)], until);
        if (session_) {
            session_->handle_offline(time());
            drain();
        }
        later(until - now_, occurrence::online);
        break;
    case happening::takeover:
        if (!session_) break;
        end_process();
        later(one.lasts, occurrence::revived);
        break;
    case happening::history_broken:
    case happening::slow:
    case happening::captive:
    case happening::portal_down:
    case happening::count_: break;
    }
}

inline void world::happen(upcoming const& next) {
    auto const at = next.connection;
    auto* const one = at < connections_.size() ? &connections_[at] : nullptr;
    auto const input = [this](auto give) {
        if (!session_) return;
        give();
        drain();
    };
    switch (next.what) {
    case occurrence::step: return happen(scene_.steps[next.a]);
    case occurrence::ws_arrives: return ws_arrives(at);
    case occurrence::poll_arrives: return poll_arrives(at);
    case occurrence::opened:
        if (one->gone || one->dead) return;
        one->opened_at = now_;
        watch_.opened(now_);
        reached_at_ = now_;
        return input([&] { session_->handle_open(time(), one->id); });
    case occurrence::refused:
        if (one->gone) return;
        release(at);
        return input(
            [&] { session_->handle_refused(time(), connections_[at].id, static_cast<unsigned>(next.a)); });
    case occurrence::data: {
        auto const what = std::move(packets_[next.a]);
        if (one->gone && one->closed_with == 3000 && !one->dead) drained(what.numbers);
        if (one->gone || one->dead) return;
        reached_at_ = now_;
        return input([&] {
            if (what.binary) session_->handle_binary(time(), one->id, std::as_bytes(std::span(what.bytes)));
            else session_->handle_text(time(), one->id, what.bytes);
        });
    }
    case occurrence::alive:
        if (one->gone || one->dead) return;
        reached_at_ = now_;
        return input([&] { session_->handle_alive(time(), one->id); });
    case occurrence::closed: {
        if (one->gone) return;
        release(at);
        if (next.a == 4011) ++broken_;
        auto const reason = next.a >= 4000 ? std::to_string(next.a) + ": words" : std::string();
        return input([&] {
            session_->handle_closed(time(), connections_[at].id, static_cast<unsigned>(next.a), reason);
        });
    }
    case occurrence::flush:
        one->flushes = false;
        if (one->listens && !one->gathered.empty()) send(at, std::exchange(one->gathered, {}));
        return;
    case occurrence::late: return gather(at, next.a);
    case occurrence::server_ping:
        if (!one->listens) return;
        if (scene_.version >= 5) put(at, "ping", false);
        else later(latency(), occurrence::alive, at);
        return later(scene_.version >= 5 ? 15 * second : 2 * minute, occurrence::server_ping, at);
    case occurrence::poll_held:
        if (one->gone || !one->waits) return;
        one->listens = one->waits = false;
        if (scene_.version < 3) return answer(at, {.status = 304});
        return answer(at, {.status = 304,
                           .last_message_id = one->to.resumes
                                                  ? std::string(push_server::value_of(one->url, "mid"))
                                                  : server_.newest_mid()});
    case occurrence::poll_answered: {
        auto const what = std::move(packets_[next.a]);
        if (one->gone || one->dead) return;
        release(at);
        bool const good = what.status == 304 || (what.status == 200 && !what.bytes.starts_with('<'));
        if (good) {
            watch_.good();
            reached_at_ = now_;
        }
        rt::poll_response const response{
            .status = what.status,
            .content_type = what.binary ? "application/octet-stream" : "text/plain",
            .last_message_id = what.last_message_id,
            .expires = what.status == 304 ? "Thu, 01 Jan 1973 11:11:01 GMT" : ""};
        return input([&] { session_->handle_poll(time(), connections_[at].id, response, what.bytes); });
    }
    case occurrence::poll_failed:
        if (one->gone) return;
        release(at);
        return input([&] { session_->handle_poll_failed(time(), connections_[at].id); });
    case occurrence::config_arrives:
        if (at != process_) return;
        if (lasts(happening::blackout) || lasts(happening::portal_down))
            return later(dice_.between(1, 3000), occurrence::config_failed, at);
        published(server_.renew_ended(now_));
        configs_.push_back(server_.config(now_));
        return later(latency(), occurrence::config_told, at, configs_.size() - 1);
    case occurrence::config_told:
        if (at != process_) return;
        return input([&] {
            watch_.fetched(now_);
            session_->handle_config(time(), wall(), configs_[next.a]);
        });
    case occurrence::config_failed: {
        if (at != process_) return;
        std::array const codes{make_error_code(boost::system::errc::timed_out),
                               make_error_code(boost::system::errc::connection_refused),
                               b24pull::make_error_code(b24pull::server_errc::internal_server_error),
                               b24pull::make_error_code(b24pull::server_errc::query_limit_exceeded)};
        auto const why = codes[static_cast<std::size_t>(dice_.between(0, 3))];
        return input([&] { session_->handle_config_failed(time(), why); });
    }
    case occurrence::received:
        if (one->dead || lasts(happening::blackout) || !one->listens) return;
        return receive(at, packets_[next.a]);
    case occurrence::posted: {
        auto const process = process_;
        unsigned status = 0;
        if (!lasts(happening::blackout)) {
            auto const number = publication_in(packets_[next.a].bytes);
            if (++publications_[number].received > 1) fail("a publication was sent twice");
            status = dice_.percent(80) ? 200 : 400;
        }
        if (process != process_) return;
        return input(
            [&] { session_->handle_posted(time(), at, status, status == 400 ? "4021: words" : ""); });
    }
    case occurrence::online:
        if (!session_ || lasts(happening::host_offline)) return;
        return input([&] {
            watch_.network_is_back();
            session_->handle_online(time());
        });
    case occurrence::revived:
        if (!session_) begin(snapshot_);
        return;
    case occurrence::probe:
        published(server_.renew_ended(now_));
        published(server_.publish(now_, private_, true, true));
        return published(server_.publish(now_, shared, true, false));
    case occurrence::over: return;
    }
}

inline verdict world::run() {
    for (std::size_t i = 0; i != scene_.steps.size(); ++i)
        queue_.push({scene_.steps[i].at, order_++, occurrence::step, 0, i});
    queue_.push({scene_.end - 10 * minute, order_++, occurrence::probe});
    begin({});
    instant stuck_at = -1;
    int steps_there = 0;
    while (out_.violation.empty() && now_ < scene_.end) {
        auto next = queue_.empty() ? scene_.end : (std::min)(queue_.top().at, scene_.end);
        bool timer = false;
        if (session_)
            if (auto const deadline = session_->poll_timeout()) {
                auto const when = (std::max)(
                    now_,
                    static_cast<instant>(
                        std::chrono::ceil<std::chrono::milliseconds>(deadline->time_since_epoch()).count()));
                if (when <= next) {
                    next = when;
                    timer = true;
                }
            }
        steps_there = next == stuck_at ? steps_there + 1 : 0;
        stuck_at = next;
        if (steps_there > 10000) fail("a busy loop");
        now_ = next;
        if (timer) {
            session_->handle_timeout(time());
            drain();
        } else if (!queue_.empty() && queue_.top().at <= now_) {
            auto const event = queue_.top();
            queue_.pop();
            happen(event);
        }
    }
    if (!out_.violation.empty()) return out_;
    if (!session_) begin(snapshot_);
    // After a time of calm everything is in place again.
    if (now_ - reached_at_ > 5 * minute) fail("no connection after the calm");
    for (auto const number : pending_)
        if (!fates_[number].excused) fail("message " + std::to_string(number) + " was lost");
    out_.duplicates += session_->duplicates();

    session_->handle_stop(time());
    while (session_->poll_action()) {
    }
    while (auto event = session_->poll_event()) deliver(*event);
    for (auto const& one : publications_)
        if (one.process == process_ && one.id != 0 && one.outcomes != 1)
            fail("a publication without an outcome");
    stopped_ = true;
    for (int i = 0; i != 1000 && !queue_.empty(); ++i) {
        auto const event = queue_.top();
        queue_.pop();
        now_ = event.at;
        if (event.what != occurrence::step && event.what != occurrence::revived) happen(event);
        if (session_->poll_timeout()) fail("something is scheduled after the end");
    }
    return out_;
}

} // namespace simulation
