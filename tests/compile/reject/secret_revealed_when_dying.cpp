// The text of a secret that is about to die cannot be looked at.
// expect: deleted (member )?function.*reveal
#include <b24pull/secret.hpp>

b24pull::secret make();
auto dangling() { return make().reveal(); }
