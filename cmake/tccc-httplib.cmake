# Looks for cpp-httplib and gives httplib::httplib if it is there: by its own CMake configuration, else by pkg-config,
# which knows the definitions that a compiled cpp-httplib was built with (Debian has that one). Used by this project and,
# installed beside tccc-config.cmake, by the users of tccc::testing.

if(NOT TARGET httplib::httplib)
  find_package(httplib CONFIG QUIET)
endif()
if(NOT TARGET httplib::httplib)
  find_package(PkgConfig QUIET)
  if(PKG_CONFIG_FOUND)
    pkg_check_modules(tccc_httplib QUIET IMPORTED_TARGET GLOBAL cpp-httplib)
  endif()
  if(TARGET PkgConfig::tccc_httplib)
    add_library(httplib::httplib INTERFACE IMPORTED GLOBAL)
    set_target_properties(httplib::httplib PROPERTIES INTERFACE_LINK_LIBRARIES PkgConfig::tccc_httplib)
  endif()
endif()
