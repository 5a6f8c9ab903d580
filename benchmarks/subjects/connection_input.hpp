// A configuration to connect and to publish with.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/realtime/publish.hpp>
#include <b24pull/realtime/resume_point.hpp>

#include <string_view>
#include <vector>

namespace benchmarks {

/// The answer that it is read from, in benchmarks/inputs.
inline constexpr std::string_view connection_file = "config_4_channels.json";

b24pull::config const& connection_config();

/// A place in history as servers of version 3 have it.
b24pull::realtime::resume_point const& resume_input();

/// Ten messages, each to two users of that configuration.
std::vector<b24pull::realtime::publication> const& publication_input();

/// When all its channels live.
inline constexpr std::chrono::sys_seconds publication_time{std::chrono::seconds{1'774'940'400}};

} // namespace benchmarks
