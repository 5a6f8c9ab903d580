// The whole portal behind its socket: which room answers which path.
#pragma once

#include "http_server.hpp"
#include "portal_state.hpp"
#include "push/push_server.hpp"
#include "rest_service.hpp"

#include <memory>
#include <optional>

namespace portal {

class portal_application : public request_handler {
public:
    portal_application(portal_options const& given, own_address own)
        : state_(given, std::move(own))
        , rest_(state_)
        , push_(state_) {}

    void start(boost::asio::any_io_executor executor) override;
    boost::asio::awaitable<std::optional<http_reply>>
    handle(http_request const& request, std::shared_ptr<connection> const& over) override;

private:
    http_reply answer(http_request const& request);

    portal_state state_;
    rest_service rest_;
    push::push_server push_;
};

} // namespace portal
