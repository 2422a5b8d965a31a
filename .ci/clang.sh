#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The other compiler: everything builds without a warning, and the tests that need no installation pass.
set -euo pipefail

"$(dirname "$0")/../tests/run.sh" --compiler clang++ --filter '^(unit|contract|loopback|headers)\.'
