// The whole library but its adapters: everything that needs no HTTP or WebSocket stack.
//
// b24pull turns a Bitrix24 portal's answer to `pull.application.config.get` into typed, validated values, through
// whatever HTTP stack the program has; and what crosses the real-time connection into messages, and back.
#pragma once

#include <b24pull/channel.hpp>
#include <b24pull/condition.hpp>
#include <b24pull/config.hpp>
#include <b24pull/config_json.hpp>
#include <b24pull/error.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/protocol_errc.hpp>
#include <b24pull/realtime/action.hpp>
#include <b24pull/realtime/backoff.hpp>
#include <b24pull/realtime/channel_status.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/decode.hpp>
#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/duplicates.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/realtime/event.hpp>
#include <b24pull/realtime/frame.hpp>
#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/realtime/long_poll.hpp>
#include <b24pull/realtime/message.hpp>
#include <b24pull/realtime/message_list.hpp>
#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/publish.hpp>
#include <b24pull/realtime/receiver.hpp>
#include <b24pull/realtime/resume_point.hpp>
#include <b24pull/realtime/rpc_calls.hpp>
#include <b24pull/realtime/rpc_replies.hpp>
#include <b24pull/realtime/session.hpp>
#include <b24pull/realtime/session_options.hpp>
#include <b24pull/realtime/state.hpp>
#include <b24pull/realtime/system_command.hpp>
#include <b24pull/realtime/timer.hpp>
#include <b24pull/realtime/watch.hpp>
#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/application_push_add.hpp>
#include <b24pull/rest/call.hpp>
#include <b24pull/rest/channel_public_get.hpp>
#include <b24pull/rest/channel_public_list.hpp>
#include <b24pull/rest/config_get.hpp>
#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/envelope.hpp>
#include <b24pull/rest/fetch_config.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/rest/http_transport.hpp>
#include <b24pull/rest/oauth_refresh.hpp>
#include <b24pull/rest/response_time.hpp>
#include <b24pull/rest/retry_after.hpp>
#include <b24pull/rest/server_error.hpp>
#include <b24pull/rest/watch_extend.hpp>
#include <b24pull/result.hpp>
#include <b24pull/secret.hpp>
#include <b24pull/server.hpp>
#include <b24pull/server_errc.hpp>
#include <b24pull/timestamp.hpp>
#include <b24pull/url.hpp>
#include <b24pull/usage_errc.hpp>
#include <b24pull/version.hpp>

/// The floors below the wings: errors, secrets, dates, addresses, and the typed configuration.
namespace b24pull {

/// Calls of the portal's REST methods and of the authorization server: requests to send, answers to read.
namespace rest {}

/// The real-time connection: addresses, payloads, publications, and the session that keeps events flowing.
namespace realtime {}

} // namespace b24pull
