#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Completes words as the shells do, and has mandoc check the manual page. Usage: shell_texts.sh PROGRAM
set -euo pipefail

program=$1
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect SHELL WANTED FOUND LINE: among the words found, one to a line.
expect() {
  grep -qxF -- "$2" <<<"$3" || fail "$1 does not complete '$4' to $2 but to: $3"
}

for shell in bash zsh fish; do
  "$program" completion "$shell" >"$directory/$shell"
  command -v "$shell" >/dev/null || fail "$shell is missing"
  "$shell" -n "$directory/$shell" || fail "$shell cannot read its script"
done

# in_bash WORD...: what bash would offer for the last word.
in_bash() {
  (
    # shellcheck source=/dev/null
    source "$directory/bash"
    # The one of bash works only while it completes.
    # shellcheck disable=SC2317
    compopt() { :; }
    COMP_WORDS=(tccc "$@")
    COMP_CWORD=$#
    _tccc
    printf '%s\n' "${COMPREPLY[@]}"
  )
}

# in_fish LINE: what fish would offer, without descriptions.
in_fish() {
  fish --no-config -c "source $directory/fish; complete -C '$1'" | cut -f 1
}

# in_zsh LINE: the verbs and options among which zsh would choose.
in_zsh() {
  # The words are those of zsh.
  # shellcheck disable=SC2016
  zsh -f -c '
    compdef() { }
    compadd() { shift; print -l -- "$@" }
    _files() { print files }
    _describe() { local name=${@[-1]}; print -l -- ${${(P)name}%%:*} }
    source $1
    words=(${(z)2} "")
    [[ $2 == *" " ]] || words[-1]=()
    CURRENT=$#words
    PREFIX=$words[-1]
    _tccc' zsh "$directory/zsh" "$1"
}

for case in '|call' '|doctor' 'call |agent' 'session |hangup' 'task |create' 'call ai --|--request' \
  'call ai --|--dry-run' '--profile call session |show' '--site |intl' 'completion |zsh' 'call agent --|--callee'; do
  line=${case%|*} wanted=${case#*|}
  read -ra words <<<"$line"
  last=
  if [[ $line != *' ' && -n $line ]]; then
    last=${words[-1]}
    unset 'words[-1]'
  fi
  expect bash "$wanted" "$(in_bash "${words[@]}" "$last")" "$line"
  expect zsh "$wanted" "$(in_zsh "tccc $line")" "$line"
  expect fish "$wanted" "$(in_fish "tccc $line")" "$line"
done
grep -qx -- call <<<"$(in_bash call '')" && fail "bash offers verbs of the wrong place"

"$program" manual >"$directory/tccc.1"
# The page has no date: it would differ from build to build.
mandoc -T lint -W warning "$directory/tccc.1" >"$directory/lint" || true
grep -v 'missing date' "$directory/lint" && fail "mandoc finds faults in the manual page"
echo passed
