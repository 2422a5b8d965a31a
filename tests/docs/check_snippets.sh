#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks the Markdown files under a folder (default: the project's root):
#   - a code block under `<!-- snippet: FILE NAME -->` equals the lines of FILE between its two marks `// [NAME]` (or
#     `# [NAME]`), less the indentation they share; FILE is relative to the folder
#   - a block of C++ or CMake without that line is a fault: it would go stale unseen
#   - a block of shell can be parsed
#   - a relative link leads to a file that is there and, with `#...`, to a heading in it
#   - a page under docs is linked in docs/README.md
# Prints each fault with its file and line; ends with 0 when there is none, else with 1.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "${1:-$here/../..}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0

fault() {  # place, sentence
  printf '%s: %s\n' "$1" "$2" >&2
  faults=$((faults + 1))
}

# Writes each block to BLOCK.N; prints `N line file name`, `N line sh` for shell, or `- line language` for one that lacks
# its mark.
list_blocks() {
  awk -v scratch="$scratch" '
    !fence && /^<!-- snippet: [^ ]+ [^ ]+ -->$/ { file = $3; name = $4; marked_at = NR; next }
    /^ *```/ {
      if (fence) { fence = 0; if (block) close(block); next }
      fence = 1
      indent = match($0, /`/) - 1
      language = substr($0, indent + 4)
      block = ""
      if (file != "") {
        block = scratch "/block." ++count
        printf "" > block
        print count, marked_at, file, name
      } else if (language == "sh") {
        block = scratch "/block." ++count
        printf "" > block
        print count, NR, language
      } else if (language == "cpp" || language == "c++" || language == "cmake") {
        print "-", NR, language
      }
      file = ""
      next
    }
    fence { if (block) print substr($0, indent + 1) > block; next }
    NF && file != "" { print "-", marked_at, "nothing"; file = "" }
    END { if (file != "") print "-", marked_at, "nothing" }
  ' "$1"
}

# Prints the region; fails when the marks do not stand there exactly twice.
print_region() {  # file, name
  awk -v mark="[$2]" '
    $1 == "//" || $1 == "#" {
      if (NF == 2 && $2 == mark) { ++marks; inside = !inside; next }
      if (NF == 2 && $2 ~ /^\[[a-z0-9-]+\]$/) next
    }
    inside {
      line[++count] = $0
      if (NF) {
        indent = match($0, /[^ ]/) - 1
        if (least == "" || indent < least) least = indent
      }
    }
    END {
      if (marks != 2) exit 1
      for (i = 1; i <= count; ++i) print substr(line[i], least + 1)
    }
  ' "$1"
}

list_links() {
  awk '
    /^ *```/ { fence = !fence; next }
    fence { next }
    {
      gsub(/`[^`]*`/, "")
      while (match($0, /\]\([^) ]+\)/)) {
        print NR, substr($0, RSTART + 2, RLENGTH - 3)
        $0 = substr($0, RSTART + RLENGTH)
      }
    }
  ' "$1"
}

list_anchors() {
  awk -f "$here/../../docs/site/slug.awk" -f "$here/list_anchors.awk" "$1"
}

check_blocks() {  # Markdown file, its name for people
  local number line file name
  while read -r number line file name; do
    if [ "$number" = - ] && [ "$file" = nothing ]; then
      fault "$2:$line" "no code block follows the snippet line"
    elif [ "$number" = - ]; then
      fault "$2:$line" "a block of $file needs <!-- snippet: FILE NAME --> above it"
    elif [ "$file" = sh ] && [ -z "$name" ]; then
      bash -n "$scratch/block.$number" 2>"$scratch/why" ||
        fault "$2:$line" "no shell can read it: $(tail -n 1 "$scratch/why")"
    elif [ ! -f "$root/$file" ]; then
      fault "$2:$line" "there is no $file"
    elif ! print_region "$root/$file" "$name" >"$scratch/region"; then
      fault "$2:$line" "$file does not hold the mark [$name] twice"
    elif ! diff -u --label "$file [$name]" --label "$2" "$scratch/region" "$scratch/block.$number" >&2; then
      fault "$2:$line" "the block differs from $file [$name]"
    fi
  done < <(list_blocks "$1")
}

check_links() {  # Markdown file, its name for people
  local line link path target
  while read -r line link; do
    case $link in *://* | mailto:*) continue ;; esac
    path=${link%%#*}
    target=$1
    [ -z "$path" ] || target=$(dirname "$1")/$path
    if [ ! -e "$target" ]; then
      fault "$2:$line" "the link $link leads nowhere"
    elif [ "$link" != "$path" ] && ! list_anchors "$target" | grep -qxF -- "${link#*#}"; then
      fault "$2:$line" "the link $link names no heading"
    fi
  done < <(list_links "$1")
}

check_index() {  # Markdown file, its name for people
  local index=$root/docs/README.md
  case $2 in docs/README.md) return ;; docs/*) ;; *) return ;; esac
  [ ! -f "$index" ] || grep -qF "](${2#docs/})" "$index" || fault "$2" "docs/README.md does not link it"
}

files=0
while IFS= read -r -d '' markdown; do
  files=$((files + 1))
  check_blocks "$markdown" "${markdown#"$root"/}"
  check_links "$markdown" "${markdown#"$root"/}"
  check_index "$markdown" "${markdown#"$root"/}"
done < <(find "$root" -mindepth 1 \( -name '.?*' -o -name 'build*' -o -name out \) -prune -o -name '*.md' -print0 | sort -z)

if [ "$files" -eq 0 ]; then fault "$root" "holds no Markdown file"; fi
if [ "$faults" -gt 0 ]; then exit 1; fi
echo "$files Markdown files: snippets and links are in order"
