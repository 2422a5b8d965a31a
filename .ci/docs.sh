#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Writes the site of the documentation to build/docs/docs/html, without compiling anything. Fails if a public symbol is
# not documented, if Doxygen warns of anything else, or if a link within the site leads nowhere.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
build="$root/build/docs"
"$root/cmake/require-packages.sh" build docs

cmake -S "$root" -B "$build" -G Ninja -DTCCC_BUILD_TESTING_LIBRARY=OFF -DTCCC_BUILD_PROGRAM=OFF \
  -DTCCC_BUILD_EXAMPLES=OFF -DTCCC_INSTALL=OFF >/dev/null
cmake --build "$build" --target docs

# Each page is read twice: for what can be linked to, then for its links.
cd "$build/docs/html"
awk '
  FNR == 1 { ++reads[FILENAME]; ids[FILENAME] = 1 }
  reads[FILENAME] == 1 {
    while (match($0, /(id|name)="[^"]+"/)) {
      id = substr($0, RSTART, RLENGTH)
      sub(/^[^"]*"/, "", id)
      sub(/"$/, "", id)
      ids[FILENAME "#" id] = 1
      $0 = substr($0, RSTART + RLENGTH)
    }
    next
  }
  {
    while (match($0, /href="[^"]+"/)) {
      link = substr($0, RSTART + 6, RLENGTH - 7)
      $0 = substr($0, RSTART + RLENGTH)
      if (link ~ /^[a-z]+:/ || link !~ /\.html|^#/) continue
      if (link ~ /^#/) link = FILENAME link
      ++links
      if (!(link in ids)) {
        print FILENAME ": the link " link " leads nowhere" > "/dev/stderr"
        ++faults
      }
    }
  }
  END {
    if (faults || !links) exit 1
    print links " links of the site are in order"
  }
' [!-]*.html [!-]*.html
