// A contestant that reads the body of an answer.
#pragma once

#include "../harness/subject.hpp"
#include "config_values.hpp"

#include <utility>

namespace benchmarks {

/// @param read  body -> config_answer
template <class Read>
contestant config_contestant(std::string name, std::string body, Read read) {
    auto const work = [body = std::move(body), read] { return read(body); };
    return make_contestant(std::move(name), role::peer, work, [work] { return values_of(work()); });
}

} // namespace benchmarks
