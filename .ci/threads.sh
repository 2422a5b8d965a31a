#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Data races: the tests under ThreadSanitizer, but for those of the programs, which other tests see as processes, and the
# two suites that try every member of every answer on one thread, for most of the time of all.
set -euo pipefail

export GTEST_FILTER='-Decode.*:Answers.*'
"$(dirname "$0")/../tests/run.sh" --sanitize thread --filter '^(unit|coroutine|process|loopback|redis)\.'
