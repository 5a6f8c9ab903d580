// cpp-httplib: a transport for single calls, and a host for a session.
#pragma once

#include <b24pull/adapters/httplib_host.hpp>
#include <b24pull/adapters/httplib_transport.hpp>
