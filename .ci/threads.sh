#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Data races: the suite under ThreadSanitizer, but for the blocking half of the fault matrix, where a call has one
# thread, and what starts none.
set -euo pipefail

"$(dirname "$0")/../tests/run.sh" --sanitize thread --filter '^(unit|coroutine|process)\.|^loopback\.([^R]|R[^o])|_Async'
