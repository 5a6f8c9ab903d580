// libcurl: a transport for single calls, and a host for a session.
//
// Needs libcurl 7.88 or later, found through the CMake target b24pull::curl.
#pragma once

#include <b24pull/adapters/curl_host.hpp>
#include <b24pull/adapters/curl_transport.hpp>
