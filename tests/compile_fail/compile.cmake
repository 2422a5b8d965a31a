# Compiles one source without writing anything, and fails unless it compiles or fails as expected.
# In: COMPILER, STANDARD, INCLUDE_DIRS, SOURCE, MESSAGE (text of the expected error; empty: the source compiles).

set(options)
foreach(dir IN LISTS INCLUDE_DIRS)
  list(APPEND options "-I${dir}")
endforeach()
execute_process(
  COMMAND "${COMPILER}" "-std=c++${STANDARD}" -fsyntax-only ${options} "${SOURCE}"
  RESULT_VARIABLE status
  OUTPUT_VARIABLE output
  ERROR_VARIABLE output)

if(MESSAGE STREQUAL "")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${SOURCE} does not compile:\n${output}")
  endif()
elseif(status EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles")
else()
  string(FIND "${output}" "${MESSAGE}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "${SOURCE} fails with another error than \"${MESSAGE}\":\n${output}")
  endif()
endif()
