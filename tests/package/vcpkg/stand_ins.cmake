# Runs the portfile as vcpkg does, with stand-ins for the functions that it calls: each does the part that a port of headers
# sees of it.
# Usage: cmake -DPORT_FOLDER=FOLDER -DSCRATCH=FOLDER -P stand_ins.cmake
cmake_minimum_required(VERSION 3.25)

set(PORT b24pull)
set(CURRENT_PACKAGES_DIR ${SCRATCH}/packages)
set(build ${SCRATCH}/build/port)

function(vcpkg_cmake_configure)
    cmake_parse_arguments(PARSE_ARGV 0 port "" SOURCE_PATH OPTIONS)
    execute_process(
        COMMAND ${CMAKE_COMMAND} -S ${port_SOURCE_PATH} -B ${build} -DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}
            ${port_OPTIONS}
        COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_cmake_install)
    execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} --target install COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Without CONFIG_PATH it leaves files where they are, and counts on finding them there.
function(vcpkg_cmake_config_fixup)
    if(ARGN OR NOT EXISTS ${CURRENT_PACKAGES_DIR}/share/${PORT}/b24pullConfig.cmake)
        message(FATAL_ERROR "share/${PORT} has no package for CMake")
    endif()
endfunction()

function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 port "" "" FILE_LIST)
    configure_file(${port_FILE_LIST} ${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright COPYONLY)
endfunction()

include(${PORT_FOLDER}/portfile.cmake)
