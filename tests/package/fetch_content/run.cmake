# Configures, builds, runs and installs the project beside this file, in a folder outside the tree's own build.
# Usage: cmake -DTREE=FOLDER -DSCRATCH=FOLDER -DGENERATOR=NAME -DCOMPILER=FILE -P run.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../steps.cmake)

set(shared ${CMAKE_CURRENT_LIST_DIR}/..)
start_app(${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt ${shared}/brought_along.cmake ${shared}/adapters)
file(CREATE_LINK ${TREE} ${SCRATCH}/app/b24pull SYMBOLIC)
print_for_app(fetch_content)
build_app()
run(build/app/curl)

run(${CMAKE_COMMAND} --install build/app --prefix installed)
file(GLOB_RECURSE installed RELATIVE ${SCRATCH}/installed ${SCRATCH}/installed/*)
expect_list("installed" "${installed}" "bin/app")
