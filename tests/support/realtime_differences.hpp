// Rows that hold this library against the vendor's clients: what those do, which is told and not run, what this one does,
// and a function that proves it.
#pragma once

#include <boost/test/unit_test.hpp>

#include <set>
#include <span>
#include <string_view>

namespace realtime_differences {

struct difference {
    /// What it is about.
    std::string_view where;
    std::string_view theirs;
    std::string_view ours;
    /// Whether this library does as `ours` says.
    bool (*holds)();
};

/// Runs all rows; no two of them are about the same.
inline void check(std::span<difference const> rows) {
    std::set<std::string_view> seen;
    for (auto const& row : rows) {
        BOOST_TEST(seen.insert(row.where).second, row.where);
        BOOST_TEST((!row.theirs.empty() && row.theirs != row.ours), row.where);
        BOOST_TEST(row.holds(), row.where << ": not so: " << row.ours);
    }
}

} // namespace realtime_differences
