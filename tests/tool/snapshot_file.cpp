#include "snapshot_file.hpp"

#include <b24pull/limits.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

/// A folder that goes with the test.
struct folder {
    folder() {
        std::string name = (std::filesystem::temp_directory_path() / "b24pull-tool-XXXXXX").string();
        BOOST_TEST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~folder() { std::filesystem::remove_all(path); }

    std::string file(char const* name) const { return (path / name).string(); }
    auto files() const { return std::distance(std::filesystem::directory_iterator(path), {}); }

    std::filesystem::path path;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(snapshot_file, folder)

BOOST_AUTO_TEST_CASE(what_is_stored_comes_back) {
    auto const name = file("s");
    for (std::string const text : {"{\"a\":1}", "", "{}"}) {
        BOOST_TEST(!tool::store_snapshot(name, text).failed());
        auto const back = tool::read_snapshot(name);
        BOOST_TEST_REQUIRE(back.has_value());
        BOOST_TEST_REQUIRE(back->has_value());
        BOOST_TEST(**back == text);
        BOOST_TEST(files() == 1); // nothing is left beside it
    }
}

BOOST_AUTO_TEST_CASE(no_file_is_no_snapshot) {
    auto const none = tool::read_snapshot(file("none"));
    BOOST_TEST_REQUIRE(none.has_value());
    BOOST_TEST(!none->has_value());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_too_large_is_refused) {
    std::ofstream(file("large")) << std::string(b24pull::limits::http_body + 1, 'x');
    auto const large = tool::read_snapshot(file("large"));
    BOOST_TEST_REQUIRE(large.has_error());
    BOOST_TEST((large.error().code() == b24pull::protocol_errc::body_too_large));
}

BOOST_AUTO_TEST_CASE(a_folder_is_no_file) {
    BOOST_TEST(tool::read_snapshot(path.string()).has_error());
    BOOST_TEST(tool::store_snapshot(path.string(), "{}").failed());
    BOOST_TEST(
        (tool::store_snapshot(file("none/s"), "{}") == boost::system::errc::no_such_file_or_directory));
    BOOST_TEST(files() == 0);
}

BOOST_AUTO_TEST_CASE(others_cannot_read_it) {
    BOOST_TEST(!tool::store_snapshot(file("s"), "{}").failed());
    struct stat found {};
    BOOST_TEST_REQUIRE(::stat(file("s").c_str(), &found) == 0);
    BOOST_TEST((found.st_mode & 0777u) == 0600u);
}

BOOST_AUTO_TEST_SUITE_END()
