# Each word that the real-time wire knows stands in the code of one header, once: the header that owns it.
# Words that are also ordinary names ("mid", "time", "body") are not listed.
# Usage: cmake -DTREE=FOLDER -P wire_constants.cmake
cmake_minimum_required(VERSION 3.25)

set(constants
    "realtime/frame.hpp #!NGINXNMS!#"
    "realtime/frame.hpp #!NGINXNME!#"
    "realtime/endpoint.hpp CHANNEL_ID"
    "realtime/endpoint.hpp \"token\""
    "realtime/endpoint.hpp jsonRpc"
    "realtime/endpoint.hpp binaryMode"
    "realtime/endpoint.hpp revision = 19"
    "realtime/message.hpp \"module_id\""
    "realtime/message.hpp \"command\""
    "realtime/message.hpp \"extra\""
    "realtime/message.hpp server_time_unix"
    "realtime/json_rpc.hpp \"ping\""
    "realtime/json_rpc.hpp \"pong\""
    "realtime/json_rpc.hpp mack:"
    "realtime/json_rpc.hpp \"jsonrpc\""
    "realtime/json_rpc.hpp \"2.0\""
    "realtime/json_rpc.hpp \"method\""
    "realtime/json_rpc.hpp incoming.message"
    "realtime/json_rpc.hpp publish = \"publish\""
    "realtime/json_rpc.hpp getUsersLastSeen"
    "realtime/json_rpc.hpp listChannels"
    "realtime/json_rpc.hpp \"subscribeStatusChange"
    "realtime/json_rpc.hpp unsubscribeStatusChange"
    "realtime/json_rpc.hpp userList"
    "realtime/json_rpc.hpp -32700"
    "realtime/json_rpc.hpp -32600"
    "realtime/json_rpc.hpp -32601"
    "realtime/json_rpc.hpp -32602"
    "realtime/json_rpc.hpp -32603"
    "realtime/detail/rpc_message.hpp user_params\""
    "realtime/detail/rpc_message.hpp \"dictionary"
    "realtime/publish.hpp channelList"
    "realtime/presence.hpp userId"
    "realtime/presence.hpp module_id != \"online\""
    "realtime/presence.hpp userStatusChange"
    "realtime/system_command.hpp \"pull\""
    "realtime/system_command.hpp channel_expire\""
    "realtime/system_command.hpp config_expire\""
    "realtime/system_command.hpp server_restart\""
    "realtime/system_command.hpp \"reconnect"
    "realtime/system_command.hpp \"new_channel"
    "realtime/long_poll.hpp application/octet-stream"
    "realtime/long_poll.hpp 01 Jan 1973"
    "realtime/close_reason.hpp normal = 1000"
    "realtime/close_reason.hpp = 3000"
    "realtime/close_reason.hpp = 3001"
    "realtime/close_reason.hpp = 3002"
    "realtime/close_reason.hpp = 3003"
    "realtime/close_reason.hpp = 3005"
    "realtime/close_reason.hpp 4010"
    "realtime/close_reason.hpp 4011"
    "realtime/close_reason.hpp 4012"
    "realtime/close_reason.hpp 4021"
    "realtime/close_reason.hpp 4029")

set(root ${TREE}/include/b24pull)
file(GLOB_RECURSE headers RELATIVE ${root} ${root}/*.hpp)
foreach(header IN LISTS headers)
    file(READ ${root}/${header} text)
    string(REGEX REPLACE "//[^\n]*" "" code_${header} "${text}")
endforeach()

set(problems "")
foreach(row IN LISTS constants)
    string(FIND "${row}" " " space)
    string(SUBSTRING "${row}" 0 ${space} owner)
    math(EXPR begin "${space} + 1")
    string(SUBSTRING "${row}" ${begin} -1 constant)
    string(LENGTH "${constant}" size)
    set(found "")
    foreach(header IN LISTS headers)
        string(LENGTH "${code_${header}}" before)
        string(REPLACE "${constant}" "" without "${code_${header}}")
        string(LENGTH "${without}" after)
        math(EXPR count "(${before} - ${after}) / ${size}")
        if(count GREATER 0)
            list(APPEND found "${header} ${count}")
        endif()
    endforeach()
    if(NOT found STREQUAL "${owner} 1")
        string(APPEND problems "  ${constant}: in ${found} instead of once in ${owner}\n")
    endif()
endforeach()
if(NOT problems STREQUAL "")
    message(FATAL_ERROR "wire constants stand in more than one place, or in none:\n${problems}")
endif()
list(LENGTH constants count)
message(STATUS "${count} wire constants stand once each")
