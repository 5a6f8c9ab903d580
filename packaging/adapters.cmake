# The adapters' targets, each over a library that its users have already. An adapter's headers are NAME.hpp and NAME_*.hpp
# in include/b24pull/adapters/. The others there need nothing but the library itself, and are a part of it.

# Names the target b24pull::NAME, over the libraries behind it.
function(b24pull_add_adapter name)
    file(GLOB headers CONFIGURE_DEPENDS
        ${PROJECT_SOURCE_DIR}/include/b24pull/adapters/${name}.hpp
        ${PROJECT_SOURCE_DIR}/include/b24pull/adapters/${name}_*.hpp)
    add_library(b24pull_${name} INTERFACE)
    add_library(b24pull::${name} ALIAS b24pull_${name})
    target_sources(b24pull_${name} INTERFACE FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${headers})
    target_link_libraries(b24pull_${name} INTERFACE b24pull ${ARGN})
endfunction()

# Sets `how` to what find_package is to do for a choice of ON or AUTO.
macro(b24pull_how_to_find choice)
    set(how REQUIRED)
    if(${choice} STREQUAL "AUTO")
        set(how QUIET)
    endif()
endmacro()

function(b24pull_skip_adapter name library)
    message(STATUS "b24pull: ${library} was not found, so there is no adapter ${name}: its programs and tests are skipped")
endfunction()

if(B24PULL_ADAPTER_CURL)
    b24pull_how_to_find(B24PULL_ADAPTER_CURL)
    find_package(CURL 7.88 ${how})
    find_package(Threads ${how})
    if(CURL_FOUND AND Threads_FOUND)
        b24pull_add_adapter(curl CURL::libcurl Threads::Threads)
    else()
        b24pull_skip_adapter(curl "libcurl 7.88 or later")
    endif()
endif()

if(B24PULL_ADAPTER_BEAST)
    b24pull_how_to_find(B24PULL_ADAPTER_BEAST)
    find_package(OpenSSL ${how})
    find_package(Threads ${how})
    if(OpenSSL_FOUND AND Threads_FOUND)
        b24pull_add_adapter(beast Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
    else()
        b24pull_skip_adapter(beast OpenSSL)
    endif()
endif()

if(B24PULL_ADAPTER_HTTPLIB)
    # Compiled, as Debian has it, it comes with the flags of its layout in a .pc file; else with its own CMake package.
    b24pull_how_to_find(B24PULL_ADAPTER_HTTPLIB)
    find_package(Threads ${how})
    find_package(httplib CONFIG QUIET)
    if(NOT TARGET httplib::httplib)
        find_package(PkgConfig ${how})
        if(PkgConfig_FOUND)
            pkg_check_modules(cpp_httplib ${how} IMPORTED_TARGET GLOBAL cpp-httplib)
        endif()
    endif()
    if(TARGET httplib::httplib)
        b24pull_add_adapter(httplib httplib::httplib Threads::Threads)
    elseif(TARGET PkgConfig::cpp_httplib)
        b24pull_add_adapter(httplib PkgConfig::cpp_httplib Threads::Threads)
    else()
        b24pull_skip_adapter(httplib cpp-httplib)
    endif()
endif()

if(B24PULL_ADAPTER_QT)
    b24pull_how_to_find(B24PULL_ADAPTER_QT)
    find_package(Qt6 6.4 ${how} COMPONENTS Core Network WebSockets)
    if(Qt6_FOUND)
        b24pull_add_adapter(qt Qt6::Core Qt6::Network Qt6::WebSockets)
        # Its class has signals: AUTOMOC of whoever links it finds the header among the sources. Link it PRIVATE, since two
        # targets with what moc makes of it do not go into one program.
        target_sources(b24pull_qt INTERFACE
            $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include/b24pull/adapters/qt.hpp>)
    else()
        b24pull_skip_adapter(qt "Qt 6.4 or later with Network and WebSockets")
    endif()
endif()
