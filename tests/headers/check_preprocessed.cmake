# tccc/tccc.h must stay cheap to include and bring no other library's header into a user's source.
# In: COMPILER, STANDARD (17, 20), INCLUDE_DIR.

execute_process(
  COMMAND "${COMPILER}" -std=c++${STANDARD} -E -x c++ "-I${INCLUDE_DIR}" "${INCLUDE_DIR}/tccc/tccc.h"
  RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE errors)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "tccc/tccc.h does not preprocess:\n${errors}")
endif()

string(REGEX REPLACE "[^\n]*\n" "x" marks "${text}")
string(LENGTH "${marks}" lines)

set(most_lines 70000)
if(STANDARD EQUAL 20)
  set(most_lines 90000)  # the same standard headers are that much larger in C++20
endif()
message(STATUS "C++${STANDARD}: ${lines} lines, at most ${most_lines} allowed")
if(lines GREATER most_lines)
  message(FATAL_ERROR "tccc/tccc.h preprocesses to ${lines} lines in C++${STANDARD}; at most ${most_lines} are allowed")
endif()

foreach(library IN ITEMS curl openssl nlohmann httplib CLI)
  string(REGEX MATCH "\n# [0-9]+ \"[^\"\n]*/${library}[/.][^\"\n]*\"" found "${text}")
  if(found)
    message(FATAL_ERROR "tccc/tccc.h brings in a header of ${library}:${found}")
  endif()
endforeach()
