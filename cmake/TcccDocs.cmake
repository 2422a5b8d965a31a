# `cmake --build BUILD --target docs` writes the site of the documentation to BUILD/docs/html, and fails at the first
# public symbol that is not documented. It compiles nothing. The target is there where Doxygen and Graphviz are.

find_program(tccc_doxygen doxygen)
find_program(tccc_dot dot)
find_program(tccc_awk NAMES mawk gawk awk)
if(NOT tccc_doxygen OR NOT tccc_dot OR NOT tccc_awk)
  message(STATUS "No target docs: it takes doxygen, graphviz and awk")
  return()
endif()

# A page for each example.
set(tccc_examples "/// @file\n")
file(GLOB tccc_example_files RELATIVE "${PROJECT_SOURCE_DIR}/examples"
  "${PROJECT_SOURCE_DIR}/examples/*.cc" "${PROJECT_SOURCE_DIR}/examples/quickstart/*.cc")
foreach(example IN LISTS tccc_example_files)
  file(STRINGS "${PROJECT_SOURCE_DIR}/examples/${example}" lines LIMIT_COUNT 12)
  set(words "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^// SPDX")
      continue()
    elseif(NOT line MATCHES "^// ?(.*)")
      break()
    endif()
    string(APPEND words " * ${CMAKE_MATCH_1}\n")
  endforeach()
  string(APPEND tccc_examples "/** @example ${example}\n${words} */\n")
endforeach()
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/docs/examples.dox" CONTENT "${tccc_examples}" @ONLY)
set(tccc_site "${PROJECT_SOURCE_DIR}/docs/site")
set(tccc_page_filter
  "${tccc_awk} -v root=${PROJECT_SOURCE_DIR} -f ${tccc_site}/slug.awk -f ${tccc_site}/page.awk")
set(tccc_header_filter
  "${tccc_awk} -v errors=${PROJECT_SOURCE_DIR}/docs/reference/errors.md -f ${tccc_site}/header.awk")
configure_file("${PROJECT_SOURCE_DIR}/docs/site/Doxyfile.in" "${PROJECT_BINARY_DIR}/docs/Doxyfile" @ONLY)

add_custom_target(docs
  COMMAND "${CMAKE_COMMAND}" -E rm -rf "${PROJECT_BINARY_DIR}/docs/html"
  COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C "${tccc_doxygen}" "${PROJECT_BINARY_DIR}/docs/Doxyfile"
  COMMENT "Writing ${PROJECT_BINARY_DIR}/docs/html"
  VERBATIM)
