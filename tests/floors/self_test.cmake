# Shows that floors.cmake refuses what it has to refuse: each bad tree is a good one with one header changed.
# Usage: cmake -DSCRATCH=FOLDER -P self_test.cmake
cmake_minimum_required(VERSION 3.25)

set(good_headers
    version.hpp error.hpp limits.hpp config.hpp config_json.hpp rest/http.hpp realtime/frame.hpp)

function(make_tree)
    file(REMOVE_RECURSE ${SCRATCH})
    set(umbrella "#pragma once\n")
    foreach(header IN LISTS good_headers)
        file(WRITE ${SCRATCH}/include/b24pull/${header} "#pragma once\n")
        string(APPEND umbrella "#include <b24pull/${header}>\n")
    endforeach()
    file(WRITE ${SCRATCH}/include/b24pull/adapters/curl.hpp
        "#pragma once\n#include <b24pull/rest/http.hpp>\n#include <curl/curl.h>\n#include <mutex>\nstruct s { virtual ~s(); };\n")
    file(WRITE ${SCRATCH}/include/b24pull.hpp "${umbrella}")
endfunction()

function(judge status_variable output_variable)
    execute_process(
        COMMAND ${CMAKE_COMMAND} -DTREE=${SCRATCH} -P ${CMAKE_CURRENT_LIST_DIR}/floors.cmake
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    # CMake breaks its messages into lines, so blanks are made alike before they are compared.
    string(REGEX REPLACE "[ \n]+" " " output "${output}")
    set(${status_variable} ${status} PARENT_SCOPE)
    set(${output_variable} "${output}" PARENT_SCOPE)
endfunction()

function(accepts header text)
    make_tree()
    file(WRITE ${SCRATCH}/include/b24pull/${header} "${text}")
    judge(status output)
    if(NOT status EQUAL 0)
        message(SEND_ERROR "refused a good ${header}: ${output}")
    endif()
endfunction()

function(refuses header text expected)
    make_tree()
    file(WRITE ${SCRATCH}/include/${header} "${text}")
    judge(status output)
    string(FIND "${output}" "${expected}" place)
    if(status EQUAL 0)
        message(SEND_ERROR "let pass: ${expected}")
    elseif(place EQUAL -1)
        message(SEND_ERROR "did not say `${expected}` but: ${output}")
    endif()
endfunction()

accepts(config.hpp "#include <b24pull/limits.hpp>\n#include <b24pull/version.hpp>\n#include <vector>\n")
accepts(config_json.hpp "#include <b24pull/config.hpp>\n#include <boost/json/basic_parser_impl.hpp>\n")
accepts(rest/http.hpp "// virtual, std::function\n/* clock::now() */ auto url = \"https://x\"; auto quote = '\"'; int virtually;\n")

refuses(b24pull/version.hpp "#include <b24pull/config.hpp>\n"
    "version.hpp: includes config.hpp upwards, from floor 0 to floor 2")
refuses(b24pull/config_json.hpp "  #  include <b24pull/rest/http.hpp>\n"
    "config_json.hpp: includes rest/http.hpp upwards, from floor 3 to floor 4")
refuses(b24pull/rest/http.hpp "#include <b24pull/adapters/curl.hpp>\n"
    "rest/http.hpp: includes adapters/curl.hpp upwards, from floor 4 to floor 5")
refuses(b24pull/rest/http.hpp "#include <b24pull/realtime/frame.hpp>\n"
    "rest/http.hpp: includes realtime/frame.hpp of the other wing")
refuses(b24pull/realtime/frame.hpp "#include <b24pull/rest/http.hpp>\n"
    "realtime/frame.hpp: includes rest/http.hpp of the other wing")
refuses(b24pull/error.hpp "#include <b24pull/error.hpp>\n" "a cycle of includes among or above: error.hpp")
refuses(b24pull/limits.hpp "#include <b24pull/gone.hpp>\n" "limits.hpp: includes gone.hpp, which does not exist")
refuses(b24pull/limits.hpp "#include \"version.hpp\"\n" "includes \"version.hpp\" by a relative path")
refuses(b24pull/limits.hpp "#include <b24pull.hpp>\n" "limits.hpp: includes the umbrella header")
refuses(b24pull/attic.hpp "#pragma once\n" "attic.hpp: stands on no floor")
refuses(b24pull/config.hpp "#include <emmintrin.h>\n" "config.hpp: may not include <emmintrin.h>")
refuses(b24pull/config.hpp "#include <boost/json.hpp>\n" "config.hpp: may not include <boost/json.hpp> below floor 3")
refuses(b24pull/server_errc.hpp "#include <boost/json/value.hpp>\n"
    "may not include <boost/json/value.hpp> below floor 3")
refuses(b24pull/rest/http.hpp "#include <boost/asio/buffer.hpp>\n" "may not include <boost/asio/buffer.hpp>")
refuses(b24pull/rest/http.hpp "#include <boost/beast.hpp>\n" "may not include <boost/beast.hpp>")
refuses(b24pull/rest/http.hpp "#include <curl/curl.h>\n" "may not include <curl/curl.h>")
refuses(b24pull/realtime/frame.hpp "#include <QString>\n" "may not include <QString>")
foreach(name IN ITEMS iostream thread mutex random functional)
    refuses(b24pull/rest/http.hpp "#include <${name}>\n" "rest/http.hpp: may not include <${name}>")
endforeach()
refuses(b24pull/rest/http.hpp "std::function<void()> f;\n" "rest/http.hpp: says std::function")
refuses(b24pull/rest/http.hpp "auto u = \"https://x\"; struct s { virtual ~s(); };\n" "rest/http.hpp: says virtual")
refuses(b24pull/rest/http.hpp "auto t = clock::now();\n" "rest/http.hpp: reads a clock with ::now()")
refuses(b24pull.hpp "#include <b24pull/version.hpp>\n" "b24pull.hpp: does not include rest/http.hpp")
refuses(b24pull.hpp "#include <b24pull/adapters/curl.hpp>\n" "b24pull.hpp: includes adapters/curl.hpp, an adapter")

make_tree()
file(WRITE ${SCRATCH}/include/b24pull/error.hpp "#include <b24pull/version.hpp>\n")
file(WRITE ${SCRATCH}/include/b24pull/version.hpp "#include <b24pull/error.hpp>\n")
judge(status output)
if(status EQUAL 0 OR NOT output MATCHES "a cycle of includes among or above: error.hpp, version.hpp")
    message(SEND_ERROR "let a cycle of two pass: ${output}")
endif()

file(REMOVE_RECURSE ${SCRATCH})
