# No public header includes another library, or a standard header that costs every user much.
# In: INCLUDE_DIR.

set(forbidden "thread|future|mutex|condition_variable|iostream|regex|fstream|sstream|filesystem|unordered_map|curl/.*|openssl/.*|nlohmann/.*|httplib.h|CLI/.*|windows.h|sys/.*")

file(GLOB_RECURSE headers "${INCLUDE_DIR}/*.h")
if(NOT headers)
  message(FATAL_ERROR "no headers under ${INCLUDE_DIR}")
endif()
set(faults "")
foreach(header IN LISTS headers)
  file(STRINGS "${header}" lines REGEX "^ *# *include *[<\"](${forbidden})[>\"]")
  foreach(line IN LISTS lines)
    string(APPEND faults "  ${header}: ${line}\n")
  endforeach()
endforeach()
if(faults)
  message(FATAL_ERROR "public headers must not include:\n${faults}")
endif()
