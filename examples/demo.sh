#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shows the library at work without an account: builds it, starts the mock endpoint over HTTPS, places both kinds of
# call, and meets each kind of failure. Installs what is missing on Debian. Ends with status 0 when all went as it says.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
build="$root/build/demo"
scratch=
mock_pid=
faults=0

# A mock that does not stop when asked is killed after ten seconds.
stop_mock() {
  [[ -n $mock_pid ]] || return 0
  kill -TERM "$mock_pid" 2>/dev/null || true
  for _ in {1..100}; do
    kill -0 "$mock_pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$mock_pid" 2>/dev/null || true
  wait "$mock_pid" 2>/dev/null || true
  mock_pid=
}

clean_up() {
  stop_mock
  [[ -z $scratch ]] || rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

random_text() { od -An -N20 -tx1 /dev/urandom | tr -d ' \n'; }

# The value of a member of the one-line JSON object that `tccc mock` prints.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$ready"; }

heading() { printf '\n== %s\n' "$1"; }

# show STATUS PROGRAM ARGUMENT...: runs a program as a user would, and checks how it ends.
show() {
  local wanted=$1 status=0
  shift
  printf '$ %s\n' "$*"
  "$@" || status=$?
  if [[ $status -eq $wanted ]]; then
    printf '(exit status %s)\n' "$status"
  else
    printf 'FAULT: exit status %s, where %s was expected\n' "$status" "$wanted"
    faults=$((faults + 1))
  fi
}

"$root/cmake/require-packages.sh" build mock program

heading 'Building the library, the program and the examples'
options=(-DCMAKE_BUILD_TYPE=Release)
if command -v ccache >/dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
cmake -S "$root" -B "$build" -G Ninja --log-level=WARNING "${options[@]}"
cmake --build "$build"
export PATH="$build/src:$build/examples:$PATH"

# Keys for this run only: the mock accepts these, and no other service knows them.
unset TENCENTCLOUD_TOKEN
TENCENTCLOUD_SECRET_ID=$(random_text)
TENCENTCLOUD_SECRET_KEY=$(random_text)
OPENAI_API_KEY=$(random_text)
export TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY OPENAI_API_KEY

heading 'A mock of the contact center, over HTTPS'
scratch=$(mktemp -d)
mkfifo "$scratch/ready"
printf '$ tccc mock --output json\n'
tccc mock --output json >"$scratch/ready" &
mock_pid=$!
# The line comes when the mock accepts connections; should it end before, there is no line.
if ! read -r -t 60 ready <"$scratch/ready"; then
  echo 'FAULT: the mock endpoint did not start' >&2
  exit 1
fi
printf '%s\n' "$ready"
TCCC_ENDPOINT=$(member Endpoint)
TCCC_CA_FILE=$(member CaFile)
export TCCC_ENDPOINT TCCC_CA_FILE
# Nobody is asked before these calls: no phone rings.
mock_options=(--endpoint "$TCCC_ENDPOINT" --ca-file "$TCCC_CA_FILE" --output json --yes)

heading 'CreateAICall: model, voice and prompt in the request (examples/patient_follow_up.cc)'
show 0 patient_follow_up 1400000000 008612300000000

heading 'CreateAIAgentCall: an agent saved in the console (examples/console_agent.cc)'
show 0 console_agent 1400000000 15 008612300000000 008601012345678 008601012345679

heading 'Rejected: the service says that it placed no call'
show 3 tccc call agent --app 1400000000 --agent 15 --callee 008612300002006 "${mock_options[@]}"
show 3 console_agent 1400000000 15 008612300002006

heading 'Unknown: the connection broke before the answer came, so a phone may be ringing'
show 6 tccc call agent --app 1400000000 --agent 15 --callee 008612300009006 "${mock_options[@]}"

heading 'What a job queue does with each outcome (examples/handle_errors.cc)'
show 6 handle_errors 1400000000 15 008612300000000 008612300002004 008612300004001 008612300002012 008612300009006

heading 'Two hundred calls, fifty of them in flight, from one thread (examples/many_calls.cc)'
show 0 many_calls 1400000000 15 200 50 008612300000000

if [[ -x $build/examples/call_again_later ]]; then
  heading 'A refused call and another after it, in a coroutine (examples/call_again_later.cc)'
  show 0 call_again_later 1400000000 15 008612300002006 008612300000000
fi

heading 'The end of a call and all that is known of it (examples/call_results.cc)'
show 0 call_results 1400000000 15 008612300008005

heading 'A lost answer, and the search for the call (examples/find_lost_call.cc): placed after all, or no proof yet'
# Nobody else was called with the number: two calls would be ambiguous.
show 0 find_lost_call 1400000000 15 008612300009001
show 6 find_lost_call 1400000000 15 008612300009006 1

heading 'Not sent: without its CA file the mock is not trusted, and no byte of the request leaves'
show 7 tccc call agent --app 1400000000 --agent 15 --callee 008612300000000 --endpoint "$TCCC_ENDPOINT" --yes

stop_mock
if [[ $faults -gt 0 ]]; then
  printf '\ndemo: %s of the programs above ended otherwise than they should\n' "$faults"
  exit 1
fi
printf '\ndemo: both calls placed, each failure reported as what it is, the mock stopped\n'
