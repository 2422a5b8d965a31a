# What `cmake --install` puts where. Everything written is relocatable: no file names the prefix.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(tccc_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/tccc")

install(TARGETS tccc EXPORT tccc
  RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tccc_runtime
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT tccc_runtime NAMELINK_COMPONENT tccc_development
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT tccc_development
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT tccc NAMESPACE tccc:: FILE tccc-targets.cmake
  DESTINATION "${tccc_package_dir}" COMPONENT tccc_development)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/tccc" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT tccc_development FILES_MATCHING PATTERN "*.h" PATTERN testing EXCLUDE PATTERN redis EXCLUDE
  PATTERN opentelemetry EXCLUDE)

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/tccc-config.cmake.in"
  "${PROJECT_BINARY_DIR}/cmake/tccc-config.cmake" INSTALL_DESTINATION "${tccc_package_dir}"
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/cmake/tccc-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/cmake/tccc-config.cmake"
  "${PROJECT_BINARY_DIR}/cmake/tccc-config-version.cmake"
  DESTINATION "${tccc_package_dir}" COMPONENT tccc_development)

if(TCCC_BUILD_TESTING_LIBRARY)
  install(TARGETS tccc_testing EXPORT tccc-testing
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT tccc_testing)
  install(EXPORT tccc-testing NAMESPACE tccc:: FILE tccc-testing-targets.cmake
    DESTINATION "${tccc_package_dir}" COMPONENT tccc_testing)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/tccc/testing" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/tccc"
    COMPONENT tccc_testing FILES_MATCHING PATTERN "*.h")
  install(FILES "${PROJECT_SOURCE_DIR}/cmake/tccc-httplib.cmake"
    DESTINATION "${tccc_package_dir}" COMPONENT tccc_testing)
endif()

if(TARGET tccc_redis)
  install(TARGETS tccc_redis EXPORT tccc-redis
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tccc_redis
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT tccc_redis NAMELINK_COMPONENT tccc_redis_development
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT tccc_redis_development)
  install(EXPORT tccc-redis NAMESPACE tccc:: FILE tccc-redis-targets.cmake
    DESTINATION "${tccc_package_dir}" COMPONENT tccc_redis_development)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/tccc/redis" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/tccc"
    COMPONENT tccc_redis_development FILES_MATCHING PATTERN "*.h")
  install(FILES "${PROJECT_SOURCE_DIR}/cmake/tccc-hiredis.cmake"
    DESTINATION "${tccc_package_dir}" COMPONENT tccc_redis_development)
  if(BUILD_SHARED_LIBS AND NOT APPLE AND NOT CMAKE_INSTALL_RPATH)
    set_target_properties(tccc_redis PROPERTIES INSTALL_RPATH "$ORIGIN")  # libtccc lies beside it
  endif()
endif()

if(TCCC_BUILD_OPENTELEMETRY)
  install(TARGETS tccc_opentelemetry EXPORT tccc-opentelemetry
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT tccc_development)
  install(EXPORT tccc-opentelemetry NAMESPACE tccc:: FILE tccc-opentelemetry-targets.cmake
    DESTINATION "${tccc_package_dir}" COMPONENT tccc_development)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/tccc/opentelemetry"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/tccc" COMPONENT tccc_development FILES_MATCHING PATTERN "*.h")
endif()

if(TCCC_BUILD_PROGRAM)
  if(BUILD_SHARED_LIBS AND NOT APPLE AND NOT CMAKE_INSTALL_RPATH)
    # The program finds its library beside itself, wherever the prefix is moved.
    file(RELATIVE_PATH tccc_lib_from_bin "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}")
    set_target_properties(tccc_program PROPERTIES INSTALL_RPATH "$ORIGIN/${tccc_lib_from_bin}")
  endif()
  install(TARGETS tccc_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tccc_program)
  if(TARGET tccc_program_texts)
    set(tccc_texts "${PROJECT_BINARY_DIR}/program_texts")
    if(NOT TCCC_DEBIAN_PACKAGES)  # which compress it
      install(FILES "${tccc_texts}/tccc.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT tccc_program)
    endif()
    install(FILES "${tccc_texts}/tccc" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
      COMPONENT tccc_program)
    # Debian's zsh looks into another directory of /usr.
    set(tccc_zsh_dir "$<IF:$<BOOL:${TCCC_DEBIAN_PACKAGES}>,vendor-completions,site-functions>")
    install(FILES "${tccc_texts}/_tccc" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/${tccc_zsh_dir}"
      COMPONENT tccc_program)
    install(FILES "${tccc_texts}/tccc.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
      COMPONENT tccc_program)
  endif()
endif()

# pkg-config. The prefix is found from the file's own place.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(tccc_pc_prefix "${CMAKE_INSTALL_PREFIX}")
  set(tccc_pc_libdir "${CMAKE_INSTALL_FULL_LIBDIR}")
  set(tccc_pc_includedir "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
  file(RELATIVE_PATH tccc_prefix_from_pc "/p/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/p")
  string(REGEX REPLACE "/$" "" tccc_prefix_from_pc "${tccc_prefix_from_pc}")
  set(tccc_pc_prefix "\${pcfiledir}/${tccc_prefix_from_pc}")
  set(tccc_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
  set(tccc_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
# Who links the archive links libcurl and OpenSSL too. They stand under Requires then: `pkg-config --static` would also
# ask for everything libcurl itself is made of, which systems with a shared libcurl do not have.
if(BUILD_SHARED_LIBS)
  set(tccc_pc_requires "Requires.private: libcurl >= ${tccc_least_curl}, openssl >= ${tccc_least_openssl}")
  set(tccc_pc_threads "")
else()
  set(tccc_pc_requires "Requires: libcurl >= ${tccc_least_curl}, openssl >= ${tccc_least_openssl}")
  set(tccc_pc_threads "${CMAKE_THREAD_LIBS_INIT}")
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/tccc.pc.in" "${PROJECT_BINARY_DIR}/cmake/tccc.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/cmake/tccc.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT tccc_development)

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tccc_development)
