#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shows that check_snippets.sh accepts what is in order and finds each kind of fault.
set -euo pipefail

check=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/check_snippets.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

printf '%s\n' 'int main() {' '  // [call]' '  place();' '' '  // [inner]' '    again();' '  // [inner]' '  // [call]' '}' \
  >"$tree/example.cc"
mkdir "$tree/docs"

expect() {  # status, text that the output must hold, what is shown; the Markdown comes on standard input
  local output status=0
  cat >"$tree/docs/page.md"
  output=$("$check" "$tree" 2>&1) || status=$?
  if [ "$status" -ne "$1" ] || [[ $output != *"$2"* ]]; then
    printf 'FAILED: %s\nstatus %s, output:\n%s\n' "$3" "$status" "$output" >&2
    failures=$((failures + 1))
  fi
}

expect 0 'in order' 'a block equal to its region, with a link to a heading' <<'END'
# The Page

See [the example](../example.cc), [here](#the-page) and `[](nowhere)`.

<!-- snippet: example.cc call -->
```cpp
place();

  again();
```

- In a list:

<!-- snippet: example.cc inner -->
  ```cpp
  again();
  ```

```sh
echo '[](nowhere)'
```
END

expect 1 'docs/page.md:1: the block differs' 'a stale block' <<'END'
<!-- snippet: example.cc inner -->
```cpp
once();
```
END

expect 1 'docs/page.md:1: a block of cpp needs' 'an unmarked block' <<'END'
```cpp
again();
```
END

expect 1 'there is no gone.cc' 'a file that is not there' <<'END'
<!-- snippet: gone.cc call -->
```cpp
```
END

expect 1 'does not hold the mark [gone] twice' 'a region that is not there' <<'END'
<!-- snippet: example.cc gone -->
```cpp
```
END

expect 1 'no code block follows' 'a mark without a block' <<'END'
<!-- snippet: example.cc call -->
Nothing here.
END

expect 1 'docs/page.md:2: the link gone.md leads nowhere' 'a broken link' <<'END'
Text.
See [this](gone.md).
END

expect 1 'the link #gone names no heading' 'a link to a heading that is not there' <<'END'
# Page
See [this](#gone).
END

expect 0 'in order' 'links to headings in Chinese, and to the second of two that are alike' <<'END'
# 第一通电话：开始
## Added
## Added
See [the first](#第一通电话开始) and [the other](#added-1).
END

expect 1 'the link #第二通电话 names no heading' 'a link to a heading in Chinese that is not there' <<'END'
# 第一通电话
See [this](#第二通电话).
END

expect 1 'docs/page.md:2: no shell can read it' 'a block of shell that is cut short' <<'END'
Text.
```sh
for number in 1 2; do
```
END

echo '[Another](other.md)' >"$tree/docs/README.md"
touch "$tree/docs/other.md"
expect 1 'docs/page.md: docs/README.md does not link it' 'a page that the index leaves out' </dev/null
rm "$tree"/docs/*.md
status=0
"$check" "$tree" >/dev/null 2>&1 || status=$?
if [ "$status" -ne 1 ]; then
  echo 'FAILED: a folder without Markdown' >&2
  failures=$((failures + 1))
fi

exit "$((failures > 0))"
