#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs official_client.cjs against a mock endpoint on port 443. Usage: official_client.sh TCCC WORK_DIRECTORY MAGIC_NUMBER
# Exit status 77: not run, because npm or the port is not to be had; the reason is printed.
set -euo pipefail

tccc=$1
work=$2
black_user=$3
here=$(cd "$(dirname "$0")" && pwd)

skip() {
  echo "not run: $1"
  exit 77
}
command -v npm >/dev/null || skip "npm is not installed"

mkdir -p "$work"
cp "$here/package.json" "$here/official_client.cjs" "$work/"
if [ ! -d "$work/node_modules/tencentcloud-sdk-nodejs" ]; then
  (cd "$work" && npm install --no-audit --no-fund --silent) || skip "npm cannot install the vendor's client"
fi

TENCENTCLOUD_SECRET_ID=AKID$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
TENCENTCLOUD_SECRET_KEY=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY
export MAGIC_BLACK_USER=$black_user

coproc MOCK { exec "$tccc" mock --port 443 2>"$work/mock.err"; }
# shellcheck disable=SC2153  # set by coproc
mock_pid=$MOCK_PID
trap 'kill "$mock_pid" 2>/dev/null || true; wait "$mock_pid" 2>/dev/null || true' EXIT

ca_file=
while read -r -t 30 key value <&"${MOCK[0]}"; do
  if [ "$key" = ca_file: ]; then
    ca_file=$value
    break
  fi
done
[ -n "$ca_file" ] || skip "port 443 cannot be opened: $(cat "$work/mock.err")"

NODE_EXTRA_CA_CERTS=$ca_file timeout 120 node "$work/official_client.cjs"
