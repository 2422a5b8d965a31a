#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails if a program from the build folders is still running: tests and demos stop what they start.
set -euo pipefail

build="$(cd "$(dirname "$0")/.." && pwd)/build"
left=0
for process in /proc/[0-9]*; do
  program="$(readlink "$process/exe" 2>/dev/null)" || continue
  if [[ "$program" == "$build"/* ]]; then
    echo "still running: ${process#/proc/} $program" >&2
    left=1
  fi
done
exit "$left"
