# What the library shows to other linked code. In: NM, LIBRARY, KIND (static, shared, program), LIST, FOUND (a file to
# write).
#   shared   only names of tccc are exported, nothing of the libraries it is built with, and of the names that are no
#            template's exactly those of LIST
#   static   no object runs code before main() or after it
#   program  LIBRARY is first_client.cc linked with the archive, and holds none of the features it does not use

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
elseif(KIND STREQUAL "program")
  string(REGEX MATCHALL "[^\n]* [TDBRV] [^\n]*tccc::v1::[^\n]*" faults "${symbols}")
  list(FILTER faults INCLUDE REGEX "CreateAICallRequest|DescribeTelCdrRequest|AsyncLoop|ErrorException|ExtractionSchema|\
PrometheusMetrics|PushReceiver|oidc_credentials|call_report|find_action|lint_request|reconcile|wait_for_end")
else()
  # Templates of the standard library over types of tccc are exported with them.
  string(REGEX REPLACE "[^\n]*tccc::[^\n]*\n" "" faults "${symbols}")
  string(REGEX MATCHALL "[^\n]*(nlohmann|httplib|CLI::|curl_|SSL_)[^\n]*" leaked "${symbols}")
  string(REGEX REPLACE "[^\n]* [VWuw] [^\n]*std::[^\n]*\n" "" faults "${faults}")
  string(APPEND faults "${leaked}")
endif()
if(KIND STREQUAL "shared" AND NOT symbols MATCHES "std::__1::")  # libc++ spells names in another way
  string(REGEX MATCHALL "[0-9a-f]+ [TDBR] [^\n]+" exported "${symbols}")
  list(TRANSFORM exported REPLACE "^[0-9a-f]+ . " "")
  list(SORT exported)
  list(REMOVE_DUPLICATES exported)  # constructors and destructors have several
  file(STRINGS "${LIST}" listed REGEX "^[^#]")
  list(SORT listed)
  if(NOT exported STREQUAL listed)
    file(STRINGS "${LIST}" head REGEX "^#")
    list(JOIN exported "\n" text)
    file(WRITE "${FOUND}" "${head}\n${text}\n")
    set(new ${exported})
    list(REMOVE_ITEM new ${listed})
    set(gone ${listed})
    list(REMOVE_ITEM gone ${exported})
    list(JOIN new "\n  " new)
    list(JOIN gone "\n  " gone)
    message(FATAL_ERROR "the library does not export what ${LIST} lists\nnew:\n  ${new}\ngone:\n  ${gone}\n"
      "What is gone breaks programs: it needs a new minor version (docs/adr/0011-abi-and-versions.md). "
      "If the change is meant, renew the list: cp ${FOUND} ${LIST}")
  endif()
endif()

if(faults)
  string(REPLACE ";" "\n" faults "${faults}")
  message(FATAL_ERROR "unexpected symbols in ${LIBRARY}:\n${faults}")
endif()
