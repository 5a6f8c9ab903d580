// A secret does not go into a stream.
// expect: deleted function.*operator<<|deleted operator '<<'
#include <b24pull/secret.hpp>

#include <ostream>

void show(std::ostream& stream, b24pull::secret const& token) { stream << token; }
