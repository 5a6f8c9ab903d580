// The frame of a test program that is made of several files.
#define BOOST_TEST_MODULE b24pull
#include <boost/test/unit_test.hpp>
