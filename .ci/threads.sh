#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Data races: the tests under ThreadSanitizer, but for those of the programs, which other tests see as processes, and
# those of what reads and writes texts on one thread (tests/unit/CMakeLists.txt).
set -euo pipefail

"$(dirname "$0")/../tests/run.sh" --sanitize thread --filter '^(unit|coroutine|process|loopback|redis)\.'
