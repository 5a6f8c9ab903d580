# The adapters' targets, each over a library that its users have already. An adapter's headers are NAME.hpp and NAME_*.hpp
# in include/b24pull/adapters/. The others there need nothing but the library itself, and are a part of it.
include(${CMAKE_CURRENT_LIST_DIR}/adapter_libraries.cmake)

foreach(adapter IN ITEMS curl beast httplib qt)
    string(TOUPPER ${adapter} upper_case)
    set(choice ${B24PULL_ADAPTER_${upper_case}})
    if(NOT choice)
        continue()
    endif()

    b24pull_find_libraries(${adapter})
    if(NOT b24pull_libraries)
        if(choice STREQUAL "AUTO")
            message(STATUS
                "b24pull: ${b24pull_needs} was not found, so there is no adapter ${adapter}: its programs and tests are skipped")
            continue()
        endif()
        message(FATAL_ERROR "b24pull: the adapter ${adapter} needs ${b24pull_needs}, which was not found")
    endif()

    set(headers ${adapter_headers})
    list(FILTER headers INCLUDE REGEX "/${adapter}[_.]")
    add_library(b24pull_${adapter} INTERFACE)
    add_library(b24pull::${adapter} ALIAS b24pull_${adapter})
    target_sources(b24pull_${adapter} INTERFACE FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${headers})
    target_link_libraries(b24pull_${adapter} INTERFACE b24pull ${b24pull_libraries})
    if(adapter STREQUAL "qt")
        # Its class has signals: AUTOMOC of whoever links it finds the header among the sources. Link it PRIVATE, since two
        # targets with what moc makes of it do not go into one program.
        target_sources(b24pull_qt INTERFACE
            $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include/b24pull/adapters/qt.hpp>)
    endif()
endforeach()
