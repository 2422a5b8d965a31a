#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# One build with the other compiler serves three: nothing warns, the tests find no memory error and no undefined
# behaviour, and the fuzzers, linked to the same library, find nothing either.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
"$root/tests/run.sh" --compiler clang++ --sanitize address,undefined --build-dir "$root/build/clang" --fuzzers
"$root/.ci/fuzz.sh" "$root/build/clang"
