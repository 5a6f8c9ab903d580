// The entry point of the unit tests. Every case is in the file that is named after its header.
#define BOOST_TEST_MODULE b24pull
#include <boost/test/unit_test.hpp>
