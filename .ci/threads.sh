#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Data races: the whole suite under ThreadSanitizer.
set -euo pipefail

"$(dirname "$0")/../tests/run.sh" --sanitize thread
