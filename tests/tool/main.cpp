// The entry point of the tests of the tool's parts. The suites are named after their headers.
#define BOOST_TEST_MODULE b24pull_tool
#include <boost/test/unit_test.hpp>
