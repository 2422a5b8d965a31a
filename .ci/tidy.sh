#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy, with the checks of .clang-tidy, over the sources of the library, the mock endpoint and the program, and
# over the public headers they include. It reads the groups they are compiled in, for most of its time goes into the
# headers of other libraries. `.ci/tidy.sh FILE...` looks at these files alone, each for itself: that finds also what it
# sees in the file it is given and in no other, such as an unused using-declaration. `.ci/tidy.sh --deep [FILE...]` also
# runs the static analyzer, which takes twice as long.
#
# What passed is not looked at again until it, what it includes or the checks change: ${XDG_CACHE_HOME:-~/.cache} knows.
set -euo pipefail

cd "$(dirname "$0")/.."
export tidy="${CLANG_TIDY:-clang-tidy-14}"
export build_dir=build/tidy
export passed="${XDG_CACHE_HOME:-$HOME/.cache}/tccc-tidy"

export checks='--checks=-clang-analyzer-*'
if [[ "${1:-}" == --deep ]]; then
  checks=--checks=
  shift
fi

configure() {
  cmake -S . -B "$build_dir" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DTCCC_BUILD_EXAMPLES=OFF "$@" >/dev/null
}

if [[ $# -gt 0 ]]; then
  configure -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
  set -- "${@/#/$PWD/}"
else
  checks+=,-bugprone-suspicious-include  # what a group is made of
  configure -DCMAKE_EXPORT_COMPILE_COMMANDS=OFF
  ninja -C "$build_dir" -t compdb >"$build_dir/compile_commands.json"
  mapfile -t sources < <(sed -n 's/^ *"file": "\(.*\.c[cx]*\)",*$/\1/p' "$build_dir/compile_commands.json" | sort -u)
  set -- "${sources[@]}"
fi

# Everything that the verdict on a file depends on, as one number.
digest_of() {
  local command
  command=$(awk -v file="\"file\": \"$1\"" '/"command":/ { command = $0 } index($0, file) { print command; exit }' \
    "$build_dir/compile_commands.json")
  if [[ -z "$command" ]]; then
    echo "$1 is no source of the library, the mock endpoint or the program" >&2
    return 1
  fi
  command=${command#*: \"}
  command=${command//\\\"/\"}
  {
    "$tidy" --version
    printf '%s\n' "$checks"
    cat .clang-tidy
    command=${command%% -MD *}
    eval "${command%% -o *} -E -C -P -dD '$1'"
  } | sha256sum | cut -d ' ' -f 1
}

check_file() {
  local digest
  digest=$(digest_of "$1")
  [[ -e "$passed/$digest" ]] && return
  "$tidy" -p "$build_dir" --quiet "$checks" "$1" 2>&1 | { grep -v ' warnings generated\.$' || true; }
  touch "$passed/$digest"
}
export -f digest_of check_file

mkdir -p "$passed"
find "$passed" -type f -mtime +60 -delete
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" bash -euo pipefail -c "check_file \"\$1\"" check_file
