# The class of b24pull::qt has signals: AUTOMOC of whoever links it finds the header among the sources.
target_sources(b24pull::qt INTERFACE ${CMAKE_CURRENT_LIST_DIR}/../include/b24pull/adapters/qt.hpp)
