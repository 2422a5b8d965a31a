#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How many lines of src, but for the program in src/cli, the tests reach in their own process: unit, contract, coroutine
# and loopback. Fails below COVERAGE_FLOOR percent (default 90). Line by line: build/coverage/report/index.html.
set -euo pipefail

cd "$(dirname "$0")/.."
floor="${COVERAGE_FLOOR:-90}"
build=build/coverage
cmake/require-packages.sh build mock program test coverage

options=()
if command -v ccache >/dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
cmake --preset coverage "${options[@]}" >/dev/null
cmake --build "$build" --target tccc_unit_tests tccc_contract_tests tccc_coroutine_tests tccc_loopback_tests \
  tccc_fault_matrix_tests

# Counts of an earlier run do not count.
find "$build" -name '*.gcda' -delete
(cd "$build" && ctest --output-on-failure --no-tests=error -j"$(nproc)" -R '^(unit|contract|coroutine|loopback)\.')

mkdir -p "$build/report"
status=0
gcovr --root . --filter src/ --exclude src/cli/ --sort-percentage --txt "$build/report/lines.txt" \
  --html-details "$build/report/index.html" --print-summary --fail-under-line "$floor" "$build/src" || status=$?
# The files with the largest part of their lines left out come last.
tail -n 25 "$build/report/lines.txt"
exit "$status"
