#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What compilers and standard libraries say of the sources, without building anything (-fsyntax-only): the public
# headers in C++17, C++20 and C++23, and the sources of the library and of tccc::testing with the newest Clang and
# libc++. Warnings are errors.
set -euo pipefail

cd "$(dirname "$0")/.."
cmake/require-packages.sh build mock compilers
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
while read -r source; do
  look "$source, $libcxx" "$source" "$libcxx -std=c++17 -Isrc -DCPPHTTPLIB_OPENSSL_SUPPORT"
done < <(find src -name '*.cc' -not -path 'src/cli/*' | sort)

export include_and_warn="-Iinclude ${warnings[*]}"
# shellcheck disable=SC2016 # expanded by the shell that xargs starts
xargs -0 -n 3 -P "$(nproc)" bash -c '
  read -ra command <<<"$2 $include_and_warn"
  if ! said="$("${command[@]}" -fsyntax-only "$1" 2>&1)"; then
    printf "\n=== %s\n%s\n" "$0" "$(head -n 40 <<<"$said")" >&2
    exit 1
  fi' <"$check"
echo "compilers: $(($(tr -dc '\0' <"$check" | wc -c) / 3)) compilations without a warning"
