# Reads every header under a tree's include/ and fails where one breaks the rules of the house:
#   - includes only go down the floors of the table below; inside a floor there is no cycle
#   - rest/ and realtime/ are two wings of one floor and never include each other
#   - each third-party library enters at its own door, and not before
#   - outside adapters/ there is no socket, clock, randomness, thread, type erasure or printing
# Usage: cmake -DTREE=FOLDER -P floors.cmake
cmake_minimum_required(VERSION 3.25)

# The floor of each header, by its path under include/b24pull/; the first pattern that matches decides.
set(floors
    "0 ^(version|condition|usage_errc|protocol_errc|server_errc|error|result|secret)\\.hpp$"
    "0 ^detail/char_set\\.hpp$"
    "1 ^(timestamp|url|limits)\\.hpp$"
    "2 ^(channel|server|config)\\.hpp$"
    "3 ^config_json\\.hpp$"
    "3 ^detail/[a-z0-9_]+\\.hpp$"
    "4 ^rest/([a-z0-9_]+/)*[a-z0-9_]+\\.hpp$"
    "4 ^realtime/([a-z0-9_]+/)*[a-z0-9_]+\\.hpp$"
    "5 ^adapters/([a-z0-9_]+/)*[a-z0-9_]+\\.hpp$")

# The codec: below it nothing knows JSON.
set(json_floor 3)

# Other headers from outside: what they are, as a pattern, and who may include them, as a pattern of paths.
set(doors
    "^[a-z]*intrin\\.h$ ^detail/byte_block\\.hpp$"
    "^boost/(asio|beast|process|thread|random|chrono)[/.] ^adapters/"
    "^(curl|openssl)/ ^adapters/"
    "^Q[A-Za-z]+ ^adapters/"
    "^(httplib\\.h|sys/|netinet/|arpa/|unistd\\.h|time\\.h|windows\\.h|winsock) ^adapters/"
    "^(iostream|fstream|print|syncstream|cstdio|ctime)$ ^adapters/"
    "^(thread|mutex|shared_mutex|condition_variable|future|stop_token|semaphore|latch|barrier|atomic)$ ^adapters/"
    "^(random|functional)$ ^adapters/")

# Words that are not written in code outside adapters/; comments and string literals may say them.
set(words
    "std::function" "std::move_only_function" "std::random_device" "std::rand" "std::time" "std::cout" "std::cerr"
    "virtual" "thread_local")

set(problems "")
macro(problem text)
    string(APPEND problems "  ${text}\n")
endmacro()

function(floor_of header variable)
    foreach(row IN LISTS floors)
        string(REGEX MATCH "^([0-9]) (.*)$" unused "${row}")
        set(floor ${CMAKE_MATCH_1})
        if(header MATCHES "${CMAKE_MATCH_2}")
            set(${variable} ${floor} PARENT_SCOPE)
            return()
        endif()
    endforeach()
    set(${variable} "" PARENT_SCOPE)
endfunction()

# The text of a header without comments and literals, and with blanks in place of what CMake's lists would trip over.
function(read_code file variable)
    file(READ ${file} text)
    string(REGEX REPLACE "[][;]" " " text "${text}")
    string(REGEX REPLACE
        "\"(\\\\.|[^\"\\\n])*\"|'(\\\\.|[^'\\\n])'|//[^\n]*|/\\*([^*]|\\*+[^*/])*\\*+/" " " text "${text}")
    set(${variable} " ${text} " PARENT_SCOPE)
endfunction()

set(root ${TREE}/include/b24pull)
file(GLOB_RECURSE headers RELATIVE ${root} ${root}/*.hpp)
if(NOT headers)
    message(FATAL_ERROR "no header under ${root}")
endif()

foreach(header IN LISTS headers)
    floor_of(${header} floor)
    if(floor STREQUAL "")
        problem("${header}: stands on no floor; give it one in the table of tests/floors/floors.cmake")
        continue()
    endif()
    set(own_${header} "")

    file(STRINGS ${root}/${header} lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "[<\"]([^>\"]+)[>\"]" unused "${line}")
        set(target "${CMAKE_MATCH_1}")

        if(target STREQUAL "b24pull.hpp")
            problem("${header}: includes the umbrella header")
        elseif(target MATCHES "^b24pull/(.+)$")
            set(target ${CMAKE_MATCH_1})
            floor_of(${target} target_floor)
            if(NOT EXISTS ${root}/${target})
                problem("${header}: includes ${target}, which does not exist")
            elseif(target_floor GREATER floor)
                problem("${header}: includes ${target} upwards, from floor ${floor} to floor ${target_floor}")
            elseif("${header} ${target}" MATCHES "^rest/.* realtime/|^realtime/.* rest/")
                problem("${header}: includes ${target} of the other wing")
            else()
                list(APPEND own_${header} ${target})
            endif()
        elseif(line MATCHES "\"")
            problem("${header}: includes \"${target}\" by a relative path")
        elseif(target MATCHES "^boost/json[/.]" AND floor LESS json_floor)
            problem("${header}: may not include <${target}> below floor ${json_floor}")
        else()
            foreach(door IN LISTS doors)
                string(REGEX MATCH "^([^ ]+) (.+)$" unused "${door}")
                set(users "${CMAKE_MATCH_2}")
                if(target MATCHES "${CMAKE_MATCH_1}" AND NOT header MATCHES "${users}")
                    problem("${header}: may not include <${target}>")
                endif()
            endforeach()
        endif()
    endforeach()

    if(NOT header MATCHES "^adapters/")
        read_code(${root}/${header} code)
        foreach(word IN LISTS words)
            if(code MATCHES "[^A-Za-z0-9_]${word}[^A-Za-z0-9_]")
                problem("${header}: says ${word}")
            endif()
        endforeach()
        if(code MATCHES "::now *\\(")
            problem("${header}: reads a clock with ::now()")
        endif()
    endif()
endforeach()

# A header whose own includes are all settled is settled; what never settles includes itself in a circle.
set(open ${headers})
set(settled)
set(moving ON)
while(moving)
    set(moving OFF)
    foreach(header IN LISTS open)
        set(waiting ${own_${header}})
        list(REMOVE_ITEM waiting ${settled} "")
        if(NOT waiting)
            list(APPEND settled ${header})
            list(REMOVE_ITEM open ${header})
            set(moving ON)
        endif()
    endforeach()
endwhile()
if(open)
    list(JOIN open ", " names)
    problem("a cycle of includes among or above: ${names}")
endif()

# The umbrella brings the root and both wings, and no adapter.
set(reached)
file(STRINGS ${TREE}/include/b24pull.hpp lines REGEX "^[ \t]*#[ \t]*include[ \t]*<b24pull/")
foreach(line IN LISTS lines)
    string(REGEX REPLACE "^[^<]*<b24pull/([^>]+)>.*$" "\\1" target "${line}")
    list(APPEND reached ${target})
endforeach()
foreach(header IN LISTS headers)
    if(header MATCHES "^adapters/")
        if(header IN_LIST reached)
            problem("b24pull.hpp: includes ${header}, an adapter")
        endif()
    elseif(NOT header MATCHES "^detail/|/detail/" AND NOT header IN_LIST reached)
        problem("b24pull.hpp: does not include ${header}")
    endif()
endforeach()

if(NOT problems STREQUAL "")
    message(FATAL_ERROR "the house rules are broken:\n${problems}")
endif()
list(LENGTH headers count)
message(STATUS "${count} headers keep to their floors")
