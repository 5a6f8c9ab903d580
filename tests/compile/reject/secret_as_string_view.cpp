// Nor into a view, which would print.
// expect: 'const b24pull::secret' to 'std::string_view'
#include <b24pull/secret.hpp>

#include <string_view>

void show(std::string_view);
void leak(b24pull::secret const& token) { show(token); }
