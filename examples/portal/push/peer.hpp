// Whoever is connected to the push server now, by a WebSocket or an open poll.
#pragma once

#include "close_code.hpp"
#include "hub.hpp"

#include <cstdint>
#include <unordered_set>

namespace portal::push {

class peer;
using peers = std::unordered_set<peer*>;

// In the list of all peers, and known to the hub at most, as long as it lives.
class peer : public listener {
public:
    peer(hub& where, peers& all)
        : hub_(where)
        , all_(all) {
        all_.insert(this);
    }
    peer(peer const&) = delete;
    peer& operator=(peer const&) = delete;
    ~peer() override {
        hub_.leave(*this);
        all_.erase(this);
    }

    void displaced() override { close(too_many_connections()); }

    // All of these take effect a moment later, never within the call.
    virtual void close(close_code const& why) = 0;
    virtual void cut(bool in_the_middle) = 0; // without a word, or after half a word
    virtual void fall_silent() = 0;           // from now on nothing gets through, as with a broken router
    virtual bool is_poll() const = 0;

private:
    hub& hub_;
    peers& all_;
};

} // namespace portal::push
