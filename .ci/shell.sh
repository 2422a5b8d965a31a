#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lints the shell scripts.
set -euo pipefail

cd "$(dirname "$0")/.."
mapfile -t scripts < <(find .ci cmake examples tests -name '*.sh' | sort)
shellcheck .ci/run "${scripts[@]}"
