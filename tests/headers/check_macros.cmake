# The public headers define the macros of macros.txt and no others: compares what is defined after their standard headers
# alone with what is defined after both. In: COMPILER, STANDARD (17, 20), INCLUDE_DIR, WITHOUT, WITH (the two sources),
# LIST.

function(defined_in source out)
  execute_process(
    COMMAND "${COMPILER}" -std=c++${STANDARD} -E -dM -x c++ "-I${INCLUDE_DIR}" "${source}"
    RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE errors)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${source} does not preprocess:\n${errors}")
  endif()
  string(REGEX MATCHALL "#define [A-Za-z_0-9]+" names "${text}")
  list(TRANSFORM names REPLACE "#define " "")
  list(SORT names)
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

defined_in("${WITHOUT}" before)
defined_in("${WITH}" after)
list(LENGTH before count)
if(count LESS 100)
  message(FATAL_ERROR "${WITHOUT} defines ${count} macros: the compiler does not show them")
endif()
list(REMOVE_ITEM after ${before})
file(STRINGS "${LIST}" expected REGEX "^[^#]")
set(new ${after})
list(REMOVE_ITEM new ${expected})
set(gone ${expected})
list(REMOVE_ITEM gone ${after})
if(new OR gone)
  message(FATAL_ERROR "the macros of the public headers differ from ${LIST}\nnew: ${new}\ngone: ${gone}")
endif()
