// All subjects with our own way and the floor of each.
#pragma once

#include "../harness/subject.hpp"

#include <vector>

namespace benchmarks {

/// Configuration from the bytes of an answer to values.
std::vector<subject> config_subjects();

/// ATOM dates.
std::vector<subject> date_subjects();

/// Binary payloads to messages with checked bodies, into memory that is used again.
std::vector<subject> batch_subjects();

/// Text payloads: what frames cost, and frames to messages.
std::vector<subject> frame_subjects();

/// The URL of a connection.
std::vector<subject> url_subjects();

/// A binary publication.
std::vector<subject> publish_subjects();

/// Steps of a session among many, and what one weighs.
///
/// @param most  sessions in one process at the most
std::vector<subject> session_subjects(std::size_t most);

} // namespace benchmarks
