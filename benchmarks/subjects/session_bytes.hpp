// What a session weighs.
#pragma once

#include <cstddef>

namespace benchmarks {

enum class stage { idle, connected, first_message, full_window };

/// Bytes of one session, the object and what it holds on the heap, with the number of remembered ids by default.
double bytes_of_one(stage until);

/// Bytes of each of many that have received one message.
double bytes_of_each(std::size_t count);

} // namespace benchmarks
