// Reads JSON objects, one a line, from the standard input, and prints of each the members that the arguments name, or
// "-". For the script beside it. Exit status 1 for a line that is no object.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
    for (std::string line; std::getline(std::cin, line);) {
        boost::system::error_code error;
        auto const value = boost::json::parse(line, error);
        if (error || !value.is_object()) {
            std::cerr << "no JSON object: " << line << '\n';
            return 1;
        }
        for (int i = 1; i != argc; ++i) {
            auto const* const member = value.get_object().if_contains(argv[i]);
            std::cout << (i == 1 ? "" : " ");
            if (!member) std::cout << '-';
            else if (member->is_string()) std::cout << member->get_string().c_str();
            else std::cout << boost::json::serialize(*member);
        }
        std::cout << '\n';
    }
}
