#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sees to it that groups of cmake/debian-packages.txt are there: cmake/require-packages.sh GROUP...
# On Debian, as root or with sudo, it installs what is missing. Elsewhere it says what is needed, and ends with status 2
# if a command is missing; libraries are looked for by CMake.
set -euo pipefail

list="$(dirname "$0")/debian-packages.txt"

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

is_installed() { [[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]; }

needed=()
missing=()
missing_commands=()
while read -r group package brings; do
  [[ " $* " == *" $group "* ]] || continue
  needed+=("$package")
  if [[ "$brings" != - ]]; then
    command -v "$brings" >/dev/null || { missing+=("$package") && missing_commands+=("$brings"); }
  elif is_debian; then
    is_installed "$package" || missing+=("$package")
  fi
done < <(grep -v '^#' "$list")

if is_debian; then
  [[ ${#missing[@]} -gt 0 ]] || exit 0
  as_root=()
  if [[ $EUID -ne 0 ]]; then
    as_root=(sudo)
  fi
  if [[ $EUID -eq 0 ]] || command -v sudo >/dev/null; then
    echo "Installing: ${missing[*]}" >&2
    if "${as_root[@]}" apt-get update -q >&2 &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2; then
      exit 0
    fi
  fi
  echo "Please install: ${missing[*]}" >&2
  exit 2
fi

echo "Needed, by the names of Debian 12: ${needed[*]}" >&2
if [[ ${#missing_commands[@]} -gt 0 ]]; then
  echo "Commands that are missing: ${missing_commands[*]}" >&2
  exit 2
fi
