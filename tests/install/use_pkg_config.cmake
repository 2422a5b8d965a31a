# Compiles, links and runs a program with nothing but the compiler and pkg-config.
# In: COMPILER, PKG_CONFIG, PREFIX, LIBDIR, VERSION, SOURCE, PROGRAM.

set(ENV{PKG_CONFIG_PATH} "${PREFIX}/${LIBDIR}/pkgconfig")
set(ENV{LD_LIBRARY_PATH} "${PREFIX}/${LIBDIR}")

function(run out)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}:\n${output}${errors}")
  endif()
  set(${out} "${output}" PARENT_SCOPE)
endfunction()

run(valid "${PKG_CONFIG}" --validate tccc)
run(version "${PKG_CONFIG}" --modversion tccc)
if(NOT version STREQUAL VERSION)
  message(FATAL_ERROR "tccc.pc says version ${version}, the build ${VERSION}")
endif()
run(flags "${PKG_CONFIG}" --cflags --libs tccc)
separate_arguments(flags UNIX_COMMAND "${flags}")
run(compiled "${COMPILER}" -std=c++17 "${SOURCE}" ${flags} -o "${PROGRAM}")
run(printed "${PROGRAM}")
message(STATUS "${printed}")
