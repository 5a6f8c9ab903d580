// The version of b24pull, stated here and nowhere else: the build files and the User-Agent read it from this header.
#pragma once

#define B24PULL_VERSION_MAJOR 0
#define B24PULL_VERSION_MINOR 1
#define B24PULL_VERSION_PATCH 0

#define B24PULL_DETAIL_TEXT(x) #x
#define B24PULL_DETAIL_VERSION(major, minor, patch)                                                          \
    B24PULL_DETAIL_TEXT(major) "." B24PULL_DETAIL_TEXT(minor) "." B24PULL_DETAIL_TEXT(patch)

namespace b24pull {

/// Semantic version of these headers, as "major.minor.patch".
inline constexpr char version[] =
    B24PULL_DETAIL_VERSION(B24PULL_VERSION_MAJOR, B24PULL_VERSION_MINOR, B24PULL_VERSION_PATCH);

} // namespace b24pull

#undef B24PULL_DETAIL_VERSION
#undef B24PULL_DETAIL_TEXT
