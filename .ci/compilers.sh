#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What other compilers and standard libraries make of the project. The public headers in C++17, C++20 and C++23 with g++,
# the oldest and the newest Clang, libstdc++ and libc++, without a warning; then the sources compiled in C++23 with the
# newest Clang and libc++, and the library installed and used by a project of its own. The mock endpoint and the program
# are compiled but not linked: Debian's cpp-httplib is a library made with libstdc++.
set -euo pipefail

cd "$(dirname "$0")/.."
cmake/require-packages.sh build mock program redis compilers
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

warnings=(-Wall -Wextra -Wconversion -Wshadow -Werror)
check="$work/check"

# look NAME SOURCE COMPILER...: adds one compilation to the list.
look() {
  local name="$1" source="$2"
  shift 2
  printf '%s\0' "$name" "$source" "$*" >>"$check"
}

for header in $(cd include && find tccc -name '*.h' | sort); do
  printf '#include "%s"\n' "$header" >>"$work/all.cc"
  mkdir -p "$work/alone/$(dirname "$header")"
  printf '#include "%s"\n' "$header" >"$work/alone/$header.cc"
done

libcxx='clang++-19 -stdlib=libc++'
for standard in c++17 c++20 c++2b; do
  for compiler in g++ clang++-14 clang++-19 "$libcxx"; do
    look "all headers, $compiler, $standard" "$work/all.cc" "$compiler -std=$standard"
  done
done
# Each alone, where the standard library includes the least by itself.
while read -r source; do
  look "${source#"$work/alone/"}, $libcxx" "$source" "$libcxx -std=c++17"
done < <(find "$work/alone" -name '*.cc' | sort)

export include_and_warn="-Iinclude ${warnings[*]}"
# shellcheck disable=SC2016 # expanded by the shell that xargs starts
xargs -0 -n 3 -P "$(nproc)" bash -c '
  read -ra command <<<"$2 $include_and_warn"
  if ! said="$("${command[@]}" -fsyntax-only "$1" 2>&1)"; then
    printf "\n=== %s\n%s\n" "$0" "$(head -n 40 <<<"$said")" >&2
    exit 1
  fi' <"$check"
echo "compilers: $(($(tr -dc '\0' <"$check" | wc -c) / 3)) compilations without a warning"

build="$PWD/build/compilers"
options=(
  -DCMAKE_BUILD_TYPE=Debug
  -DCMAKE_CXX_FLAGS_DEBUG=-O0
  -DCMAKE_CXX_COMPILER=clang++-19
  -DCMAKE_CXX_STANDARD=23
  -DCMAKE_CXX_FLAGS=-stdlib=libc++
)
if command -v ccache >/dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
cmake -S . -B "$build" -G Ninja "${options[@]}" -DTCCC_WARNINGS_AS_ERRORS=ON -DTCCC_BUILD_EXAMPLES=OFF \
  -DCMAKE_INSTALL_PREFIX="$build/installed" >/dev/null
cmake --build "$build" --target tccc tccc_testing tccc_redis tccc_program_objects
for component in tccc_runtime tccc_development; do
  cmake --install "$build" --component "$component" >/dev/null
done
rm -rf "$build/consumer"
ctest --build-and-test tests/install/find_package "$build/consumer" --build-generator Ninja \
  --build-options "${options[@]}" "-Dtccc_ROOT=$build/installed" --test-command consumer >"$build/consumer.log" 2>&1 ||
  { tail -n 50 "$build/consumer.log" >&2 && exit 1; }
grep '^refused as expected' "$build/consumer.log"
echo "compilers: built in C++23 with clang++-19 and libc++, installed and used"
