#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy, with the checks of .clang-tidy, over the sources of the library, the mock endpoint and the program, and
# over the public headers they include. `.ci/tidy.sh FILE...` looks at these files alone. `.ci/tidy.sh --deep [FILE...]`
# also runs the static analyzer, which takes twice as long.
#
# What passed is not looked at again until it, what it includes or the checks change: ${XDG_CACHE_HOME:-~/.cache} knows.
set -euo pipefail

cd "$(dirname "$0")/.."
export tidy="${CLANG_TIDY:-clang-tidy-14}"
export build_dir=build/tidy
export passed="${XDG_CACHE_HOME:-$HOME/.cache}/tccc-tidy"

cmake -S . -B "$build_dir" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
  -DTCCC_BUILD_EXAMPLES=OFF >/dev/null

export checks='--checks=-clang-analyzer-*'
if [[ "${1:-}" == --deep ]]; then
  checks=--quiet
  shift
fi
if [[ $# -eq 0 ]]; then
  # The adapter for OpenTelemetry is not built here.
  mapfile -t files < <(find src -name '*.cc' -not -path 'src/opentelemetry/*' | sort)
  set -- "${files[@]}"
fi

# Everything that the verdict on a file depends on, as one number.
digest_of() {
  local command
  command=$(awk -v file="\"file\": \"$PWD/$1\"" '/"command":/ { command = $0 } index($0, file) { print command; exit }' \
    "$build_dir/compile_commands.json")
  command=${command#*: \"}
  command=${command//\\\"/\"}
  {
    "$tidy" --version
    printf '%s\n' "$checks"
    cat .clang-tidy
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
