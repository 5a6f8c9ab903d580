// Everything on Boost.Asio and Boost.Beast, 1.81 or later: beast_http for calls, beast_host for events. Found
// through the CMake target b24pull::beast.
#pragma once

#include <b24pull/adapters/beast_host.hpp>
#include <b24pull/adapters/beast_http.hpp>
#include <b24pull/adapters/beast_options.hpp>
