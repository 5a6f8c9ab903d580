// What becomes of an exception that nobody waits for: a line on standard error.
#pragma once

#include <exception>
#include <iostream>

namespace portal {

inline void complain(std::exception const& of) { std::cerr << "b24pull-portal: " << of.what() << std::endl; }

// For boost::asio::co_spawn, where boost::asio::detached would keep silent.
inline constexpr auto complain_if_failed = [](std::exception_ptr const& error) {
    try {
        if (error) std::rethrow_exception(error);
    } catch (std::exception const& what) {
        complain(what);
    }
};

} // namespace portal
