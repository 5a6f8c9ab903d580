# The steps that the tests of this folder share. Each test is a project called `app`, and runs in a folder of its own with
# main.cpp and README.md's lines beside it, where a stranger would have them.
# Expects TREE, the folder of b24pull; SCRATCH, the folder to work in; GENERATOR and COMPILER, as CMake names them.
set(ENV{CMAKE_GENERATOR} ${GENERATOR})
set(ENV{CXX} ${COMPILER})

# Runs a command in SCRATCH, and ends the test if it fails.
function(run)
    execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${SCRATCH} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Empties SCRATCH, and copies the given files and main.cpp to app/ in it.
function(start_app)
    file(REMOVE_RECURSE ${SCRATCH})
    file(COPY ${ARGN} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/main.cpp DESTINATION ${SCRATCH}/app)
endfunction()

# Configures app/ with the given options, builds all of it and runs its program.
function(build_app)
    run(${CMAKE_COMMAND} -S app -B build/app ${ARGN})
    run(${CMAKE_COMMAND} --build build/app)
    run(build/app/app)
endfunction()

# Configures app/ with the given options, which has to fail with a message that matches `complaint`.
function(expect_refused complaint)
    execute_process(COMMAND ${CMAKE_COMMAND} -S app -B build/refused ${ARGN}
        WORKING_DIRECTORY ${SCRATCH} RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE errors)
    string(REGEX REPLACE "[ \n]+" " " errors "${errors}")
    if(status EQUAL 0 OR NOT errors MATCHES "${complaint}")
        message(FATAL_ERROR "with ${ARGN}, ${complaint} was expected, not (${status}): ${errors}")
    endif()
endfunction()

# Sets `variable` to what README.md has between fences below the line <!-- package: NAME -->.
function(printed_lines variable name)
    file(READ ${TREE}/README.md text)
    if(NOT text MATCHES "<!-- package: ${name} -->\n```[a-z]+\n(.*)$")
        message(FATAL_ERROR "README.md marks no block with <!-- package: ${name} -->")
    endif()
    set(text "${CMAKE_MATCH_1}")
    string(FIND "${text}" "```" end)
    string(SUBSTRING "${text}" 0 ${end} lines)
    set(${variable} "${lines}" PARENT_SCOPE)
endfunction()

# Writes the printed lines of that name to app/printed.cmake.
function(print_for_app name)
    printed_lines(lines ${name})
    file(WRITE ${SCRATCH}/app/printed.cmake "${lines}")
endfunction()

# Ends the test unless `found`, whatever its order, is what was expected.
function(expect_list what found expected)
    list(SORT found)
    list(SORT expected)
    if(NOT found STREQUAL expected)
        message(FATAL_ERROR "${what}: ${found}\nexpected: ${expected}")
    endif()
endfunction()
