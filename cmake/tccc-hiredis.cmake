# Looks for hiredis and gives hiredis::hiredis if it is there: by its own CMake configuration (1.0 and newer), else by
# pkg-config. Used by this project and, installed beside tccc-config.cmake, by those who link the archive of tccc::redis.

if(NOT TARGET hiredis::hiredis)
  find_package(hiredis CONFIG QUIET)
endif()
if(NOT TARGET hiredis::hiredis)
  find_package(PkgConfig QUIET)
  if(PKG_CONFIG_FOUND)
    pkg_check_modules(tccc_hiredis QUIET IMPORTED_TARGET GLOBAL hiredis)
  endif()
  if(TARGET PkgConfig::tccc_hiredis)
    add_library(hiredis::hiredis INTERFACE IMPORTED GLOBAL)
    set_target_properties(hiredis::hiredis PROPERTIES INTERFACE_LINK_LIBRARIES PkgConfig::tccc_hiredis)
  endif()
endif()
