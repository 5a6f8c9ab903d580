# What `cmake --install` installs: headers, and the CMake package beside them. Nothing in it depends on this machine or on
# what was found here: an adapter looks for its library in the project that asks for it.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_folder ${CMAKE_INSTALL_DATADIR}/b24pull)

install(TARGETS b24pull EXPORT b24pullTargets FILE_SET HEADERS)
install(EXPORT b24pullTargets NAMESPACE b24pull:: DESTINATION ${package_folder})
install(FILES ${adapter_headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/b24pull/adapters)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/b24pull)

configure_package_config_file(packaging/b24pullConfig.cmake.in b24pullConfig.cmake
    INSTALL_DESTINATION ${package_folder}
    PATH_VARS CMAKE_INSTALL_INCLUDEDIR
    NO_SET_AND_CHECK_MACRO)
# Until 1.0 a minor version may rename things.
write_basic_package_version_file(b24pullConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(
    FILES
        ${PROJECT_BINARY_DIR}/b24pullConfig.cmake
        ${PROJECT_BINARY_DIR}/b24pullConfigVersion.cmake
        packaging/adapter_libraries.cmake
    DESTINATION ${package_folder})
