#include "call_time.hpp"

#include "atom_time.hpp"

#include <boost/json.hpp>

namespace portal {
namespace {

double seconds(std::chrono::system_clock::duration span) {
    return std::chrono::duration<double>(span).count();
}

// PHP's microtime(true) has microseconds.
double unix_time(std::chrono::system_clock::time_point point) {
    return seconds(std::chrono::floor<std::chrono::microseconds>(point.time_since_epoch()));
}

} // namespace

call_time::call_time(std::chrono::minutes utc_offset)
    : utc_offset_(utc_offset)
    , start_(clock::now())
    , processing_(start_) {}

void call_time::start_processing() { processing_ = clock::now(); }

boost::json::object call_time::finish(bool whole_start) const {
    using std::chrono::floor;
    auto const now = clock::now();
    auto const atom = [&](clock::time_point point) {
        return to_atom(floor<std::chrono::seconds>(point), utc_offset_);
    };
    boost::json::object time;
    if (whole_start) time["start"] = floor<std::chrono::seconds>(start_).time_since_epoch().count();
    else time["start"] = unix_time(start_);
    time["finish"] = unix_time(now);
    time["duration"] = seconds(now - start_);
    time["processing"] = seconds(now - processing_);
    time["date_start"] = atom(start_);
    time["date_finish"] = atom(now);
    return time;
}

} // namespace portal
