# Finds what this project rests on. What is missing is named together with its Debian package.

set(tccc_least_curl 7.68)
set(tccc_least_openssl 1.1.1)

function(tccc_require found what debian_package)
  if(NOT found)
    message(FATAL_ERROR "tccc needs ${what}, which was not found. On Debian and Ubuntu: apt-get install ${debian_package}")
  endif()
endfunction()

# Imported targets end with the directory that found them. A project that takes tccc by add_subdirectory links a static
# tccc from outside that directory, and must still see them.
function(tccc_share_target target)
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(aliased)
    set(target ${aliased})
  endif()
  set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
endfunction()

if(NOT TARGET Threads::Threads)
  find_package(Threads QUIET)
  tccc_require("${Threads_FOUND}" "a thread library" libc6-dev)
  tccc_share_target(Threads::Threads)
endif()

if(NOT TARGET OpenSSL::SSL)
  find_package(OpenSSL ${tccc_least_openssl} QUIET)
  tccc_require("${OPENSSL_FOUND}" "OpenSSL >= ${tccc_least_openssl}" libssl-dev)
  tccc_share_target(OpenSSL::SSL)
  tccc_share_target(OpenSSL::Crypto)
endif()

if(NOT TARGET CURL::libcurl)
  # libcurl's own configuration where there is one, else CMake's module. The version is compared here because libcurl's
  # configuration calls 8.x incompatible with a request for 7.68.
  find_package(CURL CONFIG QUIET)
  if(NOT TARGET CURL::libcurl)
    find_package(CURL MODULE QUIET)
  endif()
  if(NOT CURL_VERSION)
    set(CURL_VERSION "${CURL_VERSION_STRING}")
  endif()
  if(NOT TARGET CURL::libcurl)
    tccc_require(FALSE "libcurl >= ${tccc_least_curl}" libcurl4-openssl-dev)
  elseif(CURL_VERSION VERSION_LESS tccc_least_curl)
    message(FATAL_ERROR "tccc needs libcurl >= ${tccc_least_curl}; found ${CURL_VERSION}. "
      "Name another one by -DCMAKE_PREFIX_PATH=...")
  elseif(CURL_VERSION VERSION_LESS 7.80)
    message(STATUS "libcurl ${CURL_VERSION} is older than 7.80: each request will make a connection of its own")
  endif()
  tccc_share_target(CURL::libcurl)
endif()

# Reads JSON inside the library; users of the library need it neither to compile nor to link.
if(NOT TARGET nlohmann_json::nlohmann_json)
  find_package(nlohmann_json 3.9 QUIET)
  tccc_require("${nlohmann_json_FOUND}" "nlohmann/json >= 3.9" nlohmann-json3-dev)
endif()

if(tccc_needs_testing_library)
  include(tccc-httplib)
  if(NOT TARGET httplib::httplib)
    tccc_require(FALSE "cpp-httplib, for the mock endpoint" "libcpp-httplib-dev pkg-config")
  endif()
endif()

# Built where it can be: nothing else needs it.
if(TCCC_BUILD_REDIS_LIBRARY)
  include(tccc-hiredis)
  if(NOT TARGET hiredis::hiredis)
    message(STATUS "tccc::redis is left out: hiredis not found (on Debian and Ubuntu: apt-get install libhiredis-dev pkg-config)")
  endif()
endif()

if(TCCC_BUILD_PROGRAM AND NOT TARGET CLI11::CLI11)
  find_package(CLI11 2 QUIET)
  tccc_require("${CLI11_FOUND}" "CLI11 >= 2, for the program" libcli11-dev)
endif()

# Debian 12 has no package of it, so what is built with it is neither built nor tested by the CI of this project.
if(TCCC_BUILD_OPENTELEMETRY AND NOT TARGET opentelemetry-cpp::api)
  find_package(opentelemetry-cpp CONFIG QUIET)
  if(NOT TARGET opentelemetry-cpp::api)
    message(FATAL_ERROR "TCCC_BUILD_OPENTELEMETRY needs opentelemetry-cpp >= 1.9 with its CMake package, which was not found")
  endif()
endif()

if(TCCC_BUILD_BENCHMARKS AND NOT TARGET benchmark::benchmark)
  find_package(benchmark QUIET)
  tccc_require("${benchmark_FOUND}" "Google Benchmark" libbenchmark-dev)
endif()

if(TCCC_BUILD_TESTS AND NOT TARGET GTest::gmock_main)
  find_package(GTest CONFIG QUIET)
  if(NOT TARGET GTest::gmock_main)
    message(STATUS "GoogleTest not found (on Debian and Ubuntu: apt-get install libgtest-dev libgmock-dev): fetching it")
    include(FetchContent)
    FetchContent_Declare(googletest
      GIT_REPOSITORY https://github.com/google/googletest.git
      GIT_TAG 58d77fa8070e8cec2dc1ed015d66b454c8d78850)  # 1.12.1
    set(INSTALL_GTEST OFF CACHE BOOL "" FORCE)
    FetchContent_MakeAvailable(googletest)
  endif()
endif()
