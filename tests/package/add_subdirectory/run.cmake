# Configures, builds, runs and installs the consumer project beside this file, in a folder outside the tree's own build.
# Usage: cmake -DTREE=FOLDER -DSCRATCH=FOLDER -DGENERATOR=NAME -DCOMPILER=FILE -P run.cmake
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${SCRATCH})
execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${SCRATCH}/build -G ${GENERATOR}
        -DCMAKE_CXX_COMPILER=${COMPILER} -DB24PULL_TREE=${TREE}
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/build COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${SCRATCH}/build/consumer COMMAND_ERROR_IS_FATAL ANY)
execute_process(
    COMMAND ${CMAKE_COMMAND} --install ${SCRATCH}/build --prefix ${SCRATCH}/installed COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE installed RELATIVE ${SCRATCH}/installed ${SCRATCH}/installed/*)
if(NOT installed STREQUAL "bin/consumer")
    message(FATAL_ERROR "the consumer alone should be installed, but there is: ${installed}")
endif()
