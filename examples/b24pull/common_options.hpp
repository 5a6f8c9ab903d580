// What all subcommands take: which portal, whose token, how to reach it.
#pragma once

#include <b24pull/url.hpp>

#include <string>

namespace tool {

struct common_options {
    std::string portal = {};
    /// Where the token is; "-" is the standard input; empty: in the environment.
    std::string token_file = {};
    std::string ca_file = {};
    std::string proxy = {};
    bool clear_text = false;

    b24pull::clear_text clear() const {
        return clear_text ? b24pull::clear_text::allowed : b24pull::clear_text::refused;
    }
};

} // namespace tool
