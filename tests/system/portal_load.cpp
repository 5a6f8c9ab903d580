// Five thousand connections at one process of the loopback portal.
#include "portal_client.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace portal_test;

// Kibibytes of memory that the process has.
std::int64_t resident(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            std::int64_t out = 0;
            status >> out;
            return out;
        }
    return 0;
}

bool allow_descriptors(rlim_t count) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur >= count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(portal_load)

BOOST_AUTO_TEST_CASE(five_thousand_connections_are_served) {
    constexpr std::size_t connections = 5000;
    if (!allow_descriptors(connections + 100)) {
        BOOST_TEST_MESSAGE("skipped: this system allows too few descriptors");
        return;
    }
    portal_program const portal({});
    configuration const config(portal.port());
    auto const before = resident(portal.process());
    std::vector<websocket> clients;
    clients.reserve(connections);
    for (std::size_t i = 0; i < connections; ++i) {
        auto const mode = i % 2 == 0 ? "" : "&binaryMode=true";
        clients.emplace_back(portal.port(), "/bitrix/subws/?CHANNEL_ID=" + config.shared_id() + mode);
        BOOST_REQUIRE(clients.back().handshake().status == 101);
    }
    BOOST_TEST(control(portal.port(), "statistics").at("connections").as_int64() == connections);
    auto const each = (resident(portal.process()) - before) / static_cast<std::int64_t>(connections);
    BOOST_TEST_MESSAGE("memory of one connection: " << each << " KiB");
    BOOST_TEST(each < 64);

    control(portal.port(), "publish?count=10");
    for (auto& client : clients) {
        std::size_t got = 0;
        while (got < 10) {
            auto const payload = client.receive();
            BOOST_REQUIRE(payload.opcode != -1);
            got += count(payload.data, "\"command\":\"number\"");
        }
        BOOST_REQUIRE(got == 10);
    }
    control(portal.port(), "cut");
    for (auto& client : clients) BOOST_REQUIRE(client.receive().opcode == -1);
    BOOST_TEST(websocket(portal.port(), config.channels()).handshake().status == 101);
}

BOOST_AUTO_TEST_SUITE_END()
