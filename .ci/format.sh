#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shows what clang-format would change and fails if there is any; `.ci/format.sh --fix` changes it. Followed by files, it
# looks at these alone.
set -euo pipefail

cd "$(dirname "$0")/.."
formatter="${CLANG_FORMAT:-clang-format-14}"

fix=no
if [[ "${1:-}" == --fix ]]; then
  fix=yes
  shift
fi
files=("$@")
if [[ $# -eq 0 ]]; then
  mapfile -t files < <(find include src tests examples -name '*.h' -o -name '*.cc' | sort)
fi
if [[ $fix == yes ]]; then
  "$formatter" -i "${files[@]}"
  exit 0
fi

status=0
for file in "${files[@]}"; do
  "$formatter" "$file" | diff -u --label "$file" --label "$file (formatted)" "$file" - || status=1
done
if [[ $status -ne 0 ]]; then
  echo "Fix with: .ci/format.sh --fix" >&2
fi
exit "$status"
