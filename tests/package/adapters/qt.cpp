// Compiles with the adapter's headers, and links what is behind it, and what moc makes of its class.
#include <b24pull/adapters/qt.hpp>

int main() { return b24pull::adapters::qt_host::staticMetaObject.className() ? 0 : 1; }
