#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds everything and runs the tests; installs what is missing on Debian. The last line is ctest's verdict.
set -euo pipefail

usage() {
  cat <<'END'
usage: tests/run.sh [--compiler clang++] [--sanitize address,undefined|thread] [--filter REGEX] [--build-dir DIR] [--fuzzers]

  --compiler   C++ compiler; default $CXX or c++
  --sanitize   sanitizers for everything that is built, as -fsanitize= takes them
  --filter     runs only the tests whose names match, such as '^unit\.'
  --build-dir  default build/<compiler and sanitizers> in the checkout
  --fuzzers    builds the fuzzers as well; needs clang++
END
}

root="$(cd "$(dirname "$0")/.." && pwd)"
compiler="${CXX:-c++}"
sanitize=
filter=.
build_dir=
fuzzers=OFF

while [[ $# -gt 0 ]]; do
  if [[ "$1" == --help ]]; then
    usage
    exit 0
  fi
  if [[ "$1" == --fuzzers ]]; then
    fuzzers=ON
    shift
    continue
  fi
  if [[ $# -lt 2 ]]; then
    usage >&2
    exit 2
  fi
  case "$1" in
    --compiler) compiler="$2" ;;
    --sanitize) sanitize="$2" ;;
    --filter) filter="$2" ;;
    --build-dir) build_dir="$2" ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  shift 2
done

groups=(build mock program redis test)
if [[ "$compiler" == clang* ]]; then
  groups+=(clang)
fi
"$root/cmake/require-packages.sh" "${groups[@]}"

if [[ -z "$build_dir" ]]; then
  name="$(basename "$compiler")${sanitize:+-$sanitize}"
  build_dir="$root/build/${name//,/-}"
fi

# What users get is tested as they get it; sanitizers look at code that is not optimised away.
build_type=Release
examples=ON
if [[ -n "$sanitize" ]]; then
  build_type=Debug
  examples=OFF
fi
# Of debug information, reports need no more than the lines; less of it is written and linked sooner.
debug_flags=-g1
options=(
  -DCMAKE_CXX_COMPILER="$compiler"
  -DCMAKE_BUILD_TYPE="$build_type"
  -DCMAKE_CXX_FLAGS_DEBUG="$debug_flags"
  -DTCCC_BUILD_EXAMPLES="$examples"
  -DTCCC_BUILD_TESTS=ON
  -DTCCC_BATCH_TESTS=ON
  -DTCCC_BUILD_FUZZERS="$fuzzers"
  -DTCCC_WARNINGS_AS_ERRORS=ON
  -DTCCC_SANITIZE="$sanitize"
  -DTCCC_OTHER_BUILD_DIR="$build_dir.other_kind"
)
if [[ "$compiler" == clang* ]]; then
  # Sanitizers make large programs, which it links in a tenth of the time.
  options+=(-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld)
fi
if command -v ccache >/dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi

cmake -S "$root" -B "$build_dir" -G Ninja "${options[@]}"
cmake --build "$build_dir"

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:die_after_fork=0:suppressions=$root/tests/tsan.supp}"

log="$build_dir/ctest.log"
status=0
(cd "$build_dir" && ctest --output-on-failure --no-tests=error -j"$(nproc)" -R "$filter") | tee "$log" || status=$?
# Keys of the tests begin alike (tests/key_watch.h), so that one which was shown anywhere is found.
if grep -q tccctestkey "$build_dir/Testing/Temporary/LastTest.log"; then
  echo "a key is shown in $build_dir/Testing/Temporary/LastTest.log" >&2
  status=1
fi
grep -E '^[0-9]+% tests passed' "$log" || echo "no test ran to its end"
exit "$status"
