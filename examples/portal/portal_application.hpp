// The whole portal behind its socket: which room answers which path.
#pragma once

#include "http_message.hpp"
#include "portal_state.hpp"
#include "rest_service.hpp"

namespace portal {

class portal_application {
public:
    portal_application(portal_options const& given, own_address own)
        : state_(given, std::move(own))
        , rest_(state_) {}

    http_reply handle(http_request const& request);

private:
    portal_state state_;
    rest_service rest_;
};

} // namespace portal
