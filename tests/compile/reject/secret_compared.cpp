// Secrets are not compared by accident: an ordinary comparison tells how much of a guess was right.
// expect: deleted function.*operator==|deleted operator '=='
#include <b24pull/secret.hpp>

bool same(b24pull::secret const& a, b24pull::secret const& b) { return a == b; }
