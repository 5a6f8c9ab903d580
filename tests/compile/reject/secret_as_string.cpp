// A secret does not turn into a string unless reveal() is written out.
// expect: 'const b24pull::secret' to (function return type )?'std::string'
#include <b24pull/secret.hpp>

#include <string>

std::string text_of(b24pull::secret const& token) { return token; }
