#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs the benchmarks that have a floor, with nginx on loopback as the server. Ends with 1 when a ratio is
# worse than 1.5 times its goal, or, where the goal is not reached yet, than 1.5 times what is. `tests/benchmark/run.sh --short` takes half a minute once built.
set -euo pipefail

root="$(cd "$(dirname "$0")/../.." && pwd)"
build="$root/build/benchmark"
short=()
min_time=0.5
if [[ "${1:-}" == --short ]]; then
  short=(--short)
  min_time=0.05
fi

"$root/cmake/require-packages.sh" build mock program test benchmark
options=(-DCMAKE_BUILD_TYPE=Release -DTCCC_BUILD_BENCHMARKS=ON)
if command -v ccache >/dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
began=$SECONDS
cmake -S "$root" -B "$build" -G Ninja "${options[@]}" >/dev/null
cmake --build "$build" >"$build/build.log" || { tail -n 50 "$build/build.log" >&2 && exit 1; }
echo "built in $((SECONDS - began)) s"

directory="$(mktemp -d)"
nginx_process=
# shellcheck disable=SC2317 # reached by the trap
stop() {
  if [[ -n "$nginx_process" ]]; then
    kill "$nginx_process" 2>/dev/null || true
    wait "$nginx_process" 2>/dev/null || true
  fi
  rm -rf "$directory"
}
trap stop EXIT

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=tccc benchmark authority" \
  -keyout "$directory/ca.key" -out "$directory/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=127.0.0.1" -keyout "$directory/server.key" \
  -out "$directory/server.csr" 2>/dev/null
openssl x509 -req -in "$directory/server.csr" -CA "$directory/ca.pem" -CAkey "$directory/ca.key" -days 2 \
  -extfile <(echo "subjectAltName=IP:127.0.0.1") -out "$directory/server.pem" 2>/dev/null
cat /etc/ssl/certs/ca-certificates.crt "$directory/ca.pem" >"$directory/bundle.pem"

# Two ports that are free now; should another program take one, nginx does not start, and others are tried.
for _ in 1 2 3 4 5; do
  fast=$((20000 + RANDOM % 20000))
  slow=$((fast + 1))
  sed -e "s|DIRECTORY|$directory|g" -e "s|PORT_FAST|$fast|" -e "s|PORT_SLOW|$slow|" \
    "$root/tests/benchmark/nginx.conf" >"$directory/nginx.conf"
  nginx -c "$directory/nginx.conf" -p "$directory" 2>>"$directory/start.log" &
  nginx_process=$!
  if curl --silent --fail --output /dev/null --retry 20 --retry-connrefused --retry-delay 1 --max-time 20 \
    --cacert "$directory/ca.pem" --data '{}' "https://127.0.0.1:$fast/"; then
    break
  fi
  kill "$nginx_process" 2>/dev/null || true
  nginx_process=
done
if [[ -z "$nginx_process" ]]; then
  cat "$directory/start.log" >&2
  exit 1
fi

status=0
"$build/tests/benchmark/tccc_in_process_benchmark" "--benchmark_min_time=$min_time" --benchmark_color=false \
  >"$build/in_process.log" || status=1
sed -n '/figure  /,$p' "$build/in_process.log"
"$build/tests/benchmark/tccc_transport_benchmark" "$directory/ca.pem" "$directory/bundle.pem" \
  "https://127.0.0.1:$fast" "${short[@]}" || status=1
"$build/tests/benchmark/tccc_async_benchmark" "$directory/ca.pem" "https://127.0.0.1:$slow" "${short[@]}" || status=1
"$root/tests/benchmark/build_cost.sh" "$build" "${short[@]}" || status=1
exit "$status"
