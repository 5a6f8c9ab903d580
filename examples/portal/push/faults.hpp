// How the push server misbehaves. Nothing set: it does not.
#pragma once

#include <cstdint>
#include <random>

namespace portal::push {

class faults {
public:
    unsigned refusals = 0; // connections still to be refused
    unsigned refusal_status = 503;
    bool silent = false; // whoever connects is accepted and hears nothing

    // By chance, for each payload to each listener.
    void seed(std::uint64_t seed) { random_.seed(seed); }
    double cut_probability = 0;
    double repeat_probability = 0;

    bool cuts() { return happens(cut_probability); }
    bool cuts_in_the_middle() { return happens(0.5); }
    bool repeats() { return happens(repeat_probability); }

    // Whether this connection is to be refused.
    bool refuses() { return refusals > 0 && refusals-- > 0; }

    // A pause between these two, both included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
    }

private:
    bool happens(double probability) {
        return probability > 0 && std::uniform_real_distribution<double>(0, 1)(random_) < probability;
    }

    std::mt19937_64 random_;
};

} // namespace portal::push
