// Every aggregate that callers fill in takes designated initialisers, in the order of its members, any of them left out.
#include <b24pull.hpp>
#include <b24pull/adapters/curl.hpp>

#include <chrono>

using namespace b24pull;
using namespace std::chrono_literals;

json_limits all_limits{.body = 1, .depth = 1, .public_channels = 1, .warnings = 1};
json_limits one_limit{.depth = 8};

rest::http_header header{.name = "Accept", .value = "application/json"};
rest::http_request request{
    .method = "POST", .url = "https://example.com/", .headers = {header}, .body = "{}"};
rest::http_response response{.status = 200, .headers = {header}, .body = "{}"};
rest::http_response bodiless{.status = 204};

rest::application_config_get config_get{.cache = false, .reopen = false};
rest::application_config_get config_get_reopen{.reopen = false};
rest::config_get portal_config_get{.cache = false, .reopen = false};
rest::config_get portal_config_get_reopen{.reopen = false};
rest::application_event_add event{
    .command = "ring", .params = "{}", .to = rest::users{.ids = {1, 2}}, .module_id = "application"};
rest::application_event_add event_to_all{.command = "ring"};
rest::application_event_add event_to_oneself{.command = "ring", .to = rest::oneself{.user_id = 1}};
rest::application_push_add push{
    .to = {.ids = {1}}, .text = "missed call", .avatar = "https://example.com/a.png"};
rest::application_push_add push_text{.text = "missed call"};
rest::channel_public_get channel{.user_id = 1, .application = true};
rest::channel_public_get own_channel{.application = true};
rest::channel_public_list channels{.users = {1, 2}, .application = true};
rest::channel_public_list portal_channels{.users = {1, 2}};
rest::watch_extend watch{.tags = {"tag"}};
rest::oauth_refresh renewal{.client_id = "app.example",
                            .client_secret = secret("key"),
                            .refresh_token = secret("token"),
                            .server = "https://oauth.example.com",
                            .clear = clear_text::refused};
rest::oauth_refresh renewal_elsewhere{.server = "https://oauth.example.com"};

adapters::curl_options all_curl{.connect_timeout = 1s,
                                .timeout = 2s,
                                .proxy = "http://proxy.example.com:3128",
                                .ca_file = "ca.pem",
                                .max_body = 1,
                                .max_header_bytes = 1,
                                .max_header_lines = 1};
adapters::curl_options one_curl{.timeout = 250ms};
