#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs `tccc` in a terminal of 80 columns and compares what is seen with the texts in tests/program/screens.
# Usage: screens.sh PROGRAM [--update]; with --update the texts are written anew, to be read before they are kept.
set -euo pipefail

program=$(realpath "$1")
update=${2-}
golden=$(cd "$(dirname "$0")" && pwd)/screens
directory=$(mktemp -d)
mock_pid=
faults=0
cd "$directory"

terminal() { tmux -u -S "$directory/tmux" -f /dev/null "$@"; }

clean_up() {
  terminal kill-server 2>/dev/null || true
  if [[ -n $mock_pid ]]; then
    kill -KILL "$mock_pid" 2>/dev/null || true
    wait "$mock_pid" 2>/dev/null || true
  fi
  cd /
  rm -rf "$directory"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# What differs from run to run, by texts of the same width, since lines are broken by width.
normalised() {
  sed -E -e 's/127\.0\.0\.1:[0-9]{5}/127.0.0.1:NNNNN/g' \
    -e 's/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/g' \
    -e 's/[0-9a-f]{32}/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/g' \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}/YYYY-MM-DDThh:mm:ss/g' \
    -e 's/^[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}/hh:mm:ss.mmm/' \
    -e 's/[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [0-9]{4} GMT/Mmm DD hh:mm:ss YYYY GMT/' \
    -e 's/[0-9A-F]{16}/XXXXXXXXXXXXXXXX/g' -e 's/after [0-9]+ ms/after N ms/' \
    -e 's/^talked: .*/talked: Ns/' -e 's/ +[0-9]+ ms  #+$/ N ms  #/' \
    -e '/^(ASR|LLM|first token|TTS|end to end) /s/ +[0-9]+ ms/  N ms/g' -e '/^STAGE/s/ +/  /g' \
    -e 's/in [0-9]+ ms$/in N ms/' -e 's/^(ok +libcurl +).*/\1VERSIONS/' -e 's/^(ok +tccc +).*/\1VERSION/' \
    -e 's/clock( +)[0-9]+ s (ahead of|behind) the endpoint/clock\1as that of the endpoint/' \
    -e 's/ +$//'
}

# seen PANE: the screen, from the first command to the line that tells its exit status.
seen() { terminal capture-pane -p -t "$1"; }

# wait_for PANE PATTERN: until it is on the screen. The terminal draws when it gets to it.
wait_for() {
  local tries
  for ((tries = 0; tries < 2000; tries++)); do
    if seen "$1" | grep -qE "$2"; then return; fi
  done
  seen "$1" >&2
  fail "no '$2' on the screen"
}

# show NAME 'COMMAND' [QUESTION ANSWER]...: what a user sees who types the command, and answers its questions.
show() {
  local name=$1 command=$2
  shift 2
  # The command is for the shell in the terminal.
  # shellcheck disable=SC2016
  printf '%s\n' "printf '%s\\n' '\$ ${command//\'/\'\\\'\'}'" "$command" \
    'echo "[exit status $?]"' "tmux wait-for end-$name" >"$name.sh"
  terminal new-window -d -n "$name" "bash $name.sh"
  while [[ $# -gt 0 ]]; do
    wait_for "$name" "$1"
    terminal send-keys -t "$name" -l "$2"
    terminal send-keys -t "$name" Enter
    shift 2
  done
  wait_for "$name" '^\[exit status [0-9]+\]'
  seen "$name" | normalised | sed '/^\[exit status/q' >"$name.txt"
  terminal wait-for -S "end-$name"
  if grep -q "$TENCENTCLOUD_SECRET_KEY" "$name.txt"; then fail "$name shows the secret key"; fi
  if [[ $update == --update ]]; then
    cp "$name.txt" "$golden/$name.txt"
  elif ! diff -u "$golden/$name.txt" "$name.txt"; then
    echo "FAILED: $name is not as it was" >&2
    faults=$((faults + 1))
  fi
}

# The mock, with keys that `tccc configure` is then given.
unset TENCENTCLOUD_TOKEN TENCENTCLOUD_SESSION_TOKEN NO_COLOR
export TENCENTCLOUD_SECRET_ID=AKIDofthescreens
TENCENTCLOUD_SECRET_KEY=tccctestkey$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
export TENCENTCLOUD_SECRET_KEY
mkfifo ready
"$program" mock --directory "$directory" --rate 0 --speed 1000000 >ready &
mock_pid=$!
exec 3<ready
while read -r -t 60 line <&3; do
  case $line in
    "endpoint: "*) endpoint=${line#endpoint: } ;;
    "ca_file: "*) break ;;
    *) fail "unexpected line of tccc mock" ;;
  esac
done
[[ -n ${endpoint-} ]] || fail "tccc mock did not say where it is"

# The endpoint is an alias here, so that its port is on no command line.
mkdir bin
cat >bin/tccc <<SCRIPT
#!/bin/sh
exec "$program" --endpoint "\${TCCC_SCREEN_ENDPOINT-$endpoint}" --ca-file ca.pem "\$@"
SCRIPT
chmod +x bin/tccc
export PATH="$directory/bin:$PATH"  # which tmux gives to its windows
env -i PATH="$PATH" HOME="$directory" TZ=UTC LANG=C.UTF-8 TERM=xterm \
  TCCC_APP_ID=1400000000 TENCENTCLOUD_CREDENTIALS_FILE=credentials \
  tmux -u -S "$directory/tmux" -f /dev/null new-session -d -x 80 -y 150 'tmux wait-for end'

show help 'tccc --help'
show call_ai_help 'tccc call ai --help'
show configure 'tccc configure' 'secret id:$' "$TENCENTCLOUD_SECRET_ID" \
  'not shown:$' "$TENCENTCLOUD_SECRET_KEY" 'region, not needed:$' ''
show doctor 'tccc doctor'
show doctor_unhealthy 'TCCC_SCREEN_ENDPOINT=127.0.0.1:1 tccc doctor --profile nobody'
show call 'tccc call agent --app 1400000000 --agent 15 --callee 008612300000000' 'y/N' 'y'
session=$(TENCENTCLOUD_CREDENTIALS_FILE=credentials bin/tccc call agent --app 1400000000 --agent 15 \
  --callee 008612300000000 | sed -n 's/^SessionId: //p')
show session_show "tccc session show $session"
show status_1 'tccc session show 6bb56a09-2787-40bc-80c5-dc6dab783eff'
show status_2 'tccc call agent --app 1400000000 --agent 15'
show status_3 'tccc call agent --app 1400000000 --agent 15 --callee 008612300002006 --yes'
show status_4 'tccc call agent --app 1400000000 --agent 15 --callee 008612300000000 --yes --profile nobody'
show status_5 'tccc call agent --app 1400000000 --agent 15 --callee 008612300004002 --yes'
show status_6 'tccc call agent --app 1400000000 --agent 15 --callee 008612300009001 --yes'
show status_7 'TCCC_SCREEN_ENDPOINT=127.0.0.1:1 tccc call agent --app 1400000000 --agent 15 \
  --callee 008612300000000 --yes'
show not_confirmed 'tccc call agent --app 1400000000 --agent 15 --callee 008612300000000' 'y/N' 'n'

kill -TERM "$mock_pid"
wait "$mock_pid" || fail "tccc mock failed"
mock_pid=
[[ $faults -eq 0 ]] || fail "$faults screens; read them, and keep them with $0 PROGRAM --update"
echo passed
