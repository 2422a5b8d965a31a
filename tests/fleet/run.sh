#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A fleet under one limit: builds what is needed and runs 4 processes of 8 threads against the mock for 75 seconds, with
# clocks that differ and a Redis that dies and comes back. Prints the requests of each second, and counts.
#   tests/fleet/run.sh [--short]    --short: 33 seconds
# Ends with 1 when a second held more than the limit, or less than 95 % of it was used while Redis was up.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build="$root/build/fleet"
length=long
if [[ "${1:-}" == --short ]]; then
  length=short
fi
"$root/cmake/require-packages.sh" build mock program redis test
options=(-DCMAKE_BUILD_TYPE=Release -DTCCC_BUILD_TESTS=ON)
if [[ ! -f "$build/CMakeCache.txt" ]]; then
  if command -v ccache >/dev/null; then
    options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  cmake -S "$root" -B "$build" -G Ninja "${options[@]}" >/dev/null
fi
cmake --build "$build" --target tccc_fleet >&2
exec "$build/tests/redis/tccc_fleet" "$length"
