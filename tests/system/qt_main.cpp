// Boost.Test's main, and the application object that Qt's event loops want.
#define BOOST_TEST_MODULE b24pull_system_qt
#include <boost/test/unit_test.hpp>

#include <QtCore/QCoreApplication>

namespace {

struct application {
    int argc = 1;
    char name[9] = "qt_tests";
    char* argv[2] = {name, nullptr};
    QCoreApplication the_one{argc, argv};
};
BOOST_TEST_GLOBAL_FIXTURE(application);

} // namespace
