# Compiles and runs a program with copied headers and nothing else of the tree: with Boost.JSON linked, and without.
# Usage: cmake -DTREE=FOLDER -DSCRATCH=FOLDER -DGENERATOR=NAME -DCOMPILER=FILE -P run.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../steps.cmake)

file(REMOVE_RECURSE ${SCRATCH})
file(COPY ${TREE}/include DESTINATION ${SCRATCH}/b24pull)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/../main.cpp DESTINATION ${SCRATCH})
foreach(way IN ITEMS linked link_free)
    printed_lines(lines ${way})
    string(REPLACE "g++ " "${COMPILER} " lines "${lines}")
    run(bash -euc "${lines}")
    run(./app)
    file(REMOVE ${SCRATCH}/app)
endforeach()
