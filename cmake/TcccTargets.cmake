# Settings that the targets of this project share. All are set on targets: a parent project keeps its own.

set(tccc_is_gnu_like "$<CXX_COMPILER_ID:GNU,Clang,AppleClang>")

add_library(tccc_private_settings INTERFACE)
target_compile_options(tccc_private_settings INTERFACE
  "$<${tccc_is_gnu_like}:-Wall;-Wextra;-Wconversion;-Wshadow>"
  # Lets the linker of a static user drop what is not called.
  "$<${tccc_is_gnu_like}:-ffunction-sections;-fdata-sections>"
  "$<$<CXX_COMPILER_ID:MSVC>:/W4;/utf-8>")
if(TCCC_WARNINGS_AS_ERRORS)
  target_compile_options(tccc_private_settings INTERFACE
    "$<${tccc_is_gnu_like}:-Werror>"
    "$<$<CXX_COMPILER_ID:MSVC>:/WX>")
endif()
if(TCCC_SANITIZE)
  target_compile_options(tccc_private_settings INTERFACE
    "-fsanitize=${TCCC_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer
    # Clang 14 cannot mark the parts of a coroutine for this check: "Cannot represent a difference across sections".
    $<$<CXX_COMPILER_ID:Clang,AppleClang>:-fno-sanitize=function>)
  target_link_options(tccc_private_settings INTERFACE "-fsanitize=${TCCC_SANITIZE}")
endif()

if(TCCC_COVERAGE)
  target_link_options(tccc_private_settings INTERFACE --coverage)
endif()

# Gives a compiled target of this project the shared settings.
function(tccc_configure_target target)
  target_link_libraries(${target} PRIVATE "$<BUILD_INTERFACE:tccc_private_settings>")
  set_target_properties(${target} PROPERTIES
    CXX_STANDARD 17
    CXX_STANDARD_REQUIRED ON
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    # Also for archives: they may end up in a user's shared library.
    POSITION_INDEPENDENT_CODE ON)
endfunction()

# Compiles several sources of a target at a time: of what leans on large headers, most of the time goes into those. Tools
# that ask for compile commands want each source for itself.
function(tccc_build_in_batches target)
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    # What is of one source alone may be made of what has no name elsewhere; in a batch GCC takes it for a header's.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# The same, but what is compiled at a time are the groups that tccc_add_group() made. CMake before 3.18 knows no groups;
# there each source is compiled for itself.
function(tccc_build_in_groups target)
  if(NOT CMAKE_VERSION VERSION_LESS 3.18)
    tccc_build_in_batches(${target})
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  endif()
endfunction()

# Adds sources to the list library_sources of the caller, as a group.
function(tccc_add_group name)
  set_source_files_properties(${ARGN} PROPERTIES UNITY_GROUP ${name})
  set(library_sources ${library_sources} ${ARGN} PARENT_SCOPE)
endfunction()

# Whether the compiler has the coroutines of C++20, which tccc/coroutine.h is for.
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_FLAGS "${CMAKE_CXX20_STANDARD_COMPILE_OPTION}")
check_cxx_source_compiles("
#include <coroutine>
#if !defined(__cpp_impl_coroutine)
#error no coroutines
#endif
int main() { return std::coroutine_handle<>() ? 1 : 0; }
" tccc_has_coroutines)
unset(CMAKE_REQUIRED_FLAGS)
