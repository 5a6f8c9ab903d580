// The entry point of the tests with broken payloads.
#define BOOST_TEST_MODULE b24pull_mutations
#include <boost/test/unit_test.hpp>
