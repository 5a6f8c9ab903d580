# Makes one program of the C++ in the pages under docs/, and a test of each block: it compiles, and runs to its end.
# The line above a fence names the block, and may hold what the reader need not see before it:
#   <!-- compile: NAME
#   SETUP
#   -->
#   ```cpp
# Setup and block together are the body of a function; what they include comes before it. A block without a name is an
# error.
function(b24pull_guide_program program)
    file(GLOB_RECURSE pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/*.md)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pages})
    set(names)
    set(includes)
    set(functions "")
    set(calls "")
    foreach(page IN LISTS pages)
        file(READ ${page} text)
        cmake_path(RELATIVE_PATH page BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
        while(text MATCHES "```cpp\n")
            string(FIND "${text}" "```cpp\n" at)
            string(SUBSTRING "${text}" 0 ${at} before)
            math(EXPR at "${at} + 7")
            string(SUBSTRING "${text}" ${at} -1 text)
            string(FIND "${text}" "\n```" end)
            string(SUBSTRING "${text}" 0 ${end} code)

            string(FIND "${before}" "<!-- compile: " mark REVERSE)
            if(mark EQUAL -1)
                message(FATAL_ERROR "${page}: a block of C++ has no name:\n${code}")
            endif()
            string(SUBSTRING "${before}" ${mark} -1 mark)
            string(FIND "${mark}" "-->\n" first)
            string(LENGTH "${mark}" length)
            math(EXPR behind "${length} - 4")
            if(NOT first EQUAL behind OR NOT mark MATCHES "^<!-- compile: ([a-z0-9_]+)[ \n](.*)-->\n$")
                message(FATAL_ERROR "${page}: a block of C++ has no name:\n${code}")
            endif()
            set(name ${CMAKE_MATCH_1})
            set(code "${CMAKE_MATCH_2}${code}\n")
            if(name IN_LIST names)
                message(FATAL_ERROR "${page}: there is another block ${name}")
            endif()
            list(APPEND names ${name})

            string(REGEX MATCHALL "#include [^\n]*" more "${code}")
            list(APPEND includes ${more})
            string(REGEX REPLACE "#include [^\n]*\n" "" code "${code}")
            string(APPEND functions "\n// ${page}\nvoid ${name}() {\n${code}}\n")
            string(APPEND calls "    if (block == \"${name}\") return ${name}(), 0;\n")
        endwhile()
    endforeach()
    list(APPEND includes "#include <b24pull.hpp>" "#include <iostream>" "#include <string_view>")
    list(SORT includes)
    list(REMOVE_DUPLICATES includes)
    list(JOIN includes "\n" includes)
    file(GENERATE OUTPUT guide.cpp CONTENT "${includes}

namespace {
namespace rest = b24pull::rest;
namespace realtime = b24pull::realtime;
${functions}
} // namespace

int main(int argc, char** argv) {
    std::string_view const block = argc == 2 ? argv[1] : \"\";
${calls}    return 2;
}
")
    add_executable(${program} ${CMAKE_CURRENT_BINARY_DIR}/guide.cpp)
    target_link_libraries(${program} PRIVATE b24pull::b24pull b24pull::beast b24pull::curl b24pull_warnings)
    foreach(name IN LISTS names)
        add_test(NAME docs.block.${name} COMMAND ${program} ${name})
        set_tests_properties(docs.block.${name} PROPERTIES LABELS docs TIMEOUT 60)
    endforeach()
endfunction()
