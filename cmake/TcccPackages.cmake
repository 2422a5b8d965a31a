# `cpack` in a build with -DTCCC_DEBIAN_PACKAGES=ON -DBUILD_SHARED_LIBS=ON -DCMAKE_INSTALL_PREFIX=/usr makes three Debian packages: libtccc0 (the
# shared library), libtccc-dev (headers, CMake package, tccc::testing) and tccc (the program). .ci/packages.sh does it
# all and tries them on a clean root.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tccc)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_VENDOR "tccc")
set(CPACK_PACKAGE_CONTACT "The tccc maintainers <maintainers@tccc.invalid>")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL tccc_runtime tccc_development tccc_testing tccc_program)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
foreach(pair IN ITEMS "tccc_runtime;runtime" "tccc_development;development" "tccc_testing;development"
                      "tccc_program;program")
  list(GET pair 0 component)
  list(GET pair 1 group)
  string(TOUPPER "${component}" upper)
  set(CPACK_COMPONENT_${upper}_GROUP "${group}")
endforeach()

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${PROJECT_BINARY_DIR}/src")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME libtccc0)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "client for the AI call APIs of Tencent Cloud Contact Center
 Places phone calls on which an AI speaks, and follows them. A call that may be
 ringing is never placed a second time. This package holds the shared library.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libtccc-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "libtccc0 (= ${PROJECT_VERSION}), libcurl4-openssl-dev, libssl-dev, libcpp-httplib-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "client for the AI call APIs of Tencent Cloud Contact Center - headers
 Headers, CMake package and pkg-config file of the C++ library, and the mock
 endpoint with which its users test.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME tccc)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION comm)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "libtccc0 (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "place AI calls through Tencent Cloud Contact Center
 A program that places calls on which an AI speaks, follows them and shows
 their results; it also runs a mock of the service for tests.")

# What Debian's policy asks every package to hold.
string(TIMESTAMP tccc_package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(tccc_debian_dir "${PROJECT_BINARY_DIR}/debian")
file(WRITE "${tccc_debian_dir}/changelog"
  "tccc (${PROJECT_VERSION}) unstable; urgency=medium\n\n"
  "  * Changes are told in docs/changelog.md of the sources.\n\n"
  " -- ${CPACK_PACKAGE_CONTACT}  ${tccc_package_date}\n")
file(WRITE "${tccc_debian_dir}/copyright"
  "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
  "Upstream-Name: tccc\n\nFiles: *\nCopyright: 2026 The tccc authors\nLicense: Apache-2.0\n"
  " On Debian systems the text of the Apache License, Version 2.0, is in\n"
  " /usr/share/common-licenses/Apache-2.0.\n")
file(WRITE "${tccc_debian_dir}/triggers" "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA "${tccc_debian_dir}/triggers")
find_program(tccc_gzip gzip REQUIRED)
execute_process(COMMAND "${tccc_gzip}" -9nc "${tccc_debian_dir}/changelog"
  OUTPUT_FILE "${tccc_debian_dir}/changelog.gz")
if(TARGET tccc_program_texts)
  set(tccc_page "${PROJECT_BINARY_DIR}/program_texts/tccc.1")
  add_custom_command(OUTPUT "${tccc_page}.gz"
    COMMAND "${tccc_gzip}" -9nc "${tccc_page}" > "${tccc_page}.gz"
    DEPENDS tccc_program_texts VERBATIM)
  add_custom_target(tccc_compressed_page ALL DEPENDS "${tccc_page}.gz")
  install(FILES "${tccc_page}.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT tccc_program)
endif()
foreach(pair IN ITEMS "tccc_runtime;libtccc0" "tccc_development;libtccc-dev" "tccc_program;tccc")
  list(GET pair 0 component)
  list(GET pair 1 package)
  install(FILES "${tccc_debian_dir}/copyright" "${tccc_debian_dir}/changelog.gz"
    DESTINATION "share/doc/${package}" COMPONENT "${component}")
endforeach()

include(CPack)
