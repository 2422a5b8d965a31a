# What the library shows to other linked code. In: NM, LIBRARY, KIND (static, shared).
#   shared  only names of tccc are exported, nothing of the libraries it is built with
#   static  no object runs code before main() or after it

if(KIND STREQUAL "shared")
  set(options -DC --defined-only)
else()
  set(options -C --defined-only)
endif()
execute_process(COMMAND "${NM}" ${options} "${LIBRARY}" RESULT_VARIABLE status OUTPUT_VARIABLE symbols)
if(NOT status EQUAL 0 OR NOT symbols MATCHES "tccc::v1::Client::create")
  message(FATAL_ERROR "${NM} cannot read ${LIBRARY}")
endif()

if(KIND STREQUAL "static")
  string(REGEX MATCHALL "[^\n]*(_GLOBAL__sub_I_|global constructors)[^\n]*" faults "${symbols}")
else()
  # Templates of the standard library over types of tccc are exported with them.
  string(REGEX REPLACE "[^\n]*tccc::[^\n]*\n" "" faults "${symbols}")
  string(REGEX MATCHALL "[^\n]*(nlohmann|httplib|CLI::|curl_|SSL_)[^\n]*" leaked "${symbols}")
  string(REGEX REPLACE "[^\n]* [VWuw] [^\n]*std::[^\n]*\n" "" faults "${faults}")
  string(APPEND faults "${leaked}")
endif()
if(faults)
  string(REPLACE ";" "\n" faults "${faults}")
  message(FATAL_ERROR "unexpected symbols in ${LIBRARY}:\n${faults}")
endif()
