#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The delivery tests as they run with a libcurl before 7.80, which asks nobody before it writes a request: each request
# has a connection of its own then (TCCC_WITHOUT_PREREQ). What is about HTTP/2 is left out, for there is none. Building
# takes little after tests/run.sh, whose objects ccache has; the tests take a minute and a half.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
build="$root/build/old_curl"
"$root/cmake/require-packages.sh" build mock test

options=(
  -DCMAKE_BUILD_TYPE=Release
  -DTCCC_BUILD_EXAMPLES=OFF
  -DTCCC_BUILD_TESTS=ON
  -DTCCC_BATCH_TESTS=ON
  -DTCCC_WARNINGS_AS_ERRORS=ON
  -DTCCC_WITHOUT_PREREQ=ON
)
if command -v ccache >/dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
cmake -S "$root" -B "$build" -G Ninja "${options[@]}" >/dev/null
cmake --build "$build" --target tccc_loopback_tests tccc_fault_matrix_tests tccc_unit_tests
cd "$build"
ctest --output-on-failure --no-tests=error -j"$(nproc)" \
  -R '^(loopback\.|unit\.(CaSource|Check|Curl|FindInvalidHeader|HeaderLines|MakeCurlTransport|ResponseHead|Sigpipe))' \
  -E 'AsyncOverHttp2'
