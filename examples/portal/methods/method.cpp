#include "method.hpp"

#include "pull_application_config_get.hpp"
#include "pull_application_event_add.hpp"
#include "pull_application_push_add.hpp"
#include "pull_channel_public_get.hpp"
#include "pull_channel_public_list.hpp"
#include "pull_config_get.hpp"
#include "pull_watch_extend.hpp"
#include "server_time.hpp"

#include <algorithm>
#include <array>

namespace portal {
namespace {

constexpr std::array methods{
    method{"pull.application.config.get", "pull", pull_application_config_get},
    method{"pull.application.event.add", "pull", pull_application_event_add},
    method{"pull.application.push.add", "pull", pull_application_push_add},
    method{"pull.channel.public.get", "pull_channel", pull_channel_public_get},
    method{"pull.channel.public.list", "pull_channel", pull_channel_public_list},
    method{"pull.config.get", "pull_channel", pull_config_get},
    method{"pull.watch.extend", "pull", pull_watch_extend},
    method{"server.time", "", server_time},
};

} // namespace

boost::json::value const& method_call::operator[](std::string_view name) const {
    static boost::json::value const null;
    auto const* found = parameters.if_contains(name);
    return found != nullptr ? *found : null;
}

method const* find_method(std::string_view lower_case_name) {
    auto const found = std::find_if(methods.begin(), methods.end(),
                                    [&](method const& each) { return each.name == lower_case_name; });
    return found != methods.end() ? &*found : nullptr;
}

rest_error not_configured() { return known_error("SERVER_ERROR"); }

} // namespace portal
