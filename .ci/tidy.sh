#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy, with the checks of .clang-tidy, over the sources of the library, the mock endpoint and the program, and
# over the public headers they include. `.ci/tidy.sh FILE...` looks at these files alone. `.ci/tidy.sh --deep [FILE...]`
# also runs the static analyzer, which takes twice as long.
set -euo pipefail

cd "$(dirname "$0")/.."
tidy="${CLANG_TIDY:-clang-tidy-14}"
build_dir=build/tidy

cmake -S . -B "$build_dir" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
  -DTCCC_BUILD_EXAMPLES=OFF >/dev/null

checks=(--checks=-clang-analyzer-*)
if [[ "${1:-}" == --deep ]]; then
  checks=()
  shift
fi
if [[ $# -eq 0 ]]; then
  mapfile -t files < <(find src -name '*.cc' -not -path 'src/opentelemetry/*' | sort)
  set -- "${files[@]}"
fi
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" "$tidy" -p "$build_dir" --quiet "${checks[@]}"
