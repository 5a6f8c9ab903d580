// Nor with a plain text.
// expect: no match for .operator==|invalid operands to binary expression
#include <b24pull/secret.hpp>

bool same(b24pull::secret const& a) { return a == "guess"; }
