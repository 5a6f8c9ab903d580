# Installs the tree, moves what was installed elsewhere, and has the project beside this file find it there.
# Usage: cmake -DTREE=FOLDER -DSCRATCH=FOLDER -DGENERATOR=NAME -DCOMPILER=FILE -DADAPTERS=NAME,… -P run.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../steps.cmake)

start_app(${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt ${CMAKE_CURRENT_LIST_DIR}/../adapters)
file(CREATE_LINK ${TREE} ${SCRATCH}/b24pull SYMBOLIC)
set(ENV{HOME} ${SCRATCH})
printed_lines(lines install)
run(bash -euc "${lines}")
set(prefix ${SCRATCH}/moved)
file(RENAME ${SCRATCH}/.local ${prefix})
file(REMOVE_RECURSE ${SCRATCH}/build)

# All headers, the package and the licence, none of which knows a folder of this machine.
file(GLOB_RECURSE headers RELATIVE ${TREE} ${TREE}/include/*)
file(GLOB_RECURSE installed RELATIVE ${prefix} ${prefix}/*)
set(package b24pullConfig.cmake b24pullConfigVersion.cmake b24pullTargets.cmake adapter_libraries.cmake)
list(TRANSFORM package PREPEND "share/b24pull/")
expect_list("installed" "${installed}" "${headers};${package};share/licenses/b24pull/LICENSE")
foreach(file IN LISTS package)
    file(STRINGS ${prefix}/${file} lines REGEX "${TREE}|${SCRATCH}|/usr")
    if(lines)
        message(FATAL_ERROR "${file} names a folder of this machine: ${lines}")
    endif()
endforeach()

print_for_app(find_package)
build_app(-DCMAKE_PREFIX_PATH=${prefix} -DADAPTERS=${ADAPTERS})
string(REPLACE "," ";" adapters "${ADAPTERS}")
foreach(adapter IN LISTS adapters)
    run(build/app/${adapter})
endforeach()

expect_refused("component curl needs libcurl"
    -DCMAKE_PREFIX_PATH=${prefix} -DADAPTERS=curl -DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON)
expect_refused("component pigeon needs" -DCMAKE_PREFIX_PATH=${prefix} -DADAPTERS=pigeon)
