#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How the sources read: formatting, clang-tidy, shell scripts.
set -euo pipefail

here="$(dirname "$0")"
"$here/../cmake/require-packages.sh" build mock program redis test check
"$here/format.sh"
"$here/shell.sh"
"$here/tidy.sh"
