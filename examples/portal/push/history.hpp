// What the server keeps of each channel, so that a client who was away can have it told again.
#pragma once

#include "message.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace portal::push {

class history {
public:
    void keep(std::string const& channel, std::shared_ptr<message const> const& what, wall_time now);

    // All kept messages of these channels behind that id, in the order of the ids. A message kept in two of the
    // channels comes twice.
    std::vector<delivery> after(std::vector<std::string> const& channels, std::string_view mid,
                                wall_time now) const;

    // The greatest kept id of these channels; empty if there is none.
    std::string newest(std::vector<std::string> const& channels, wall_time now) const;

    void forget() { kept_.clear(); }

    // Forgets what nobody will be told again.
    void clean(wall_time now);

    std::size_t size() const;

private:
    std::unordered_map<std::string, std::deque<std::shared_ptr<message const>>> kept_;
};

} // namespace portal::push
