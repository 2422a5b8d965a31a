#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian packages, lints them, installs them on a clean root of this system's release, builds and runs the
# quickstart there against the packaged mock, and removes them again. Needs a Debian mirror, and root: without, it stops
# after the linting and says so.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
build="$root/build/packages"
"$root/cmake/require-packages.sh" build mock program package

options=(
  -DCMAKE_BUILD_TYPE=Release
  -DCMAKE_INSTALL_PREFIX=/usr
  -DCMAKE_SKIP_INSTALL_RPATH=ON
  -DBUILD_SHARED_LIBS=ON
  -DTCCC_BUILD_EXAMPLES=OFF
  -DTCCC_DEBIAN_PACKAGES=ON
)
if command -v ccache >/dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
cmake -S "$root" -B "$build" -G Ninja "${options[@]}" >/dev/null
cmake --build "$build"
rm -f "$build"/*.deb
(cd "$build" && cpack >cpack.log) || { cat "$build/cpack.log" >&2 && exit 1; }
lintian --allow-root --fail-on error "$build"/*.deb

clean="$(mktemp -d)"
# shellcheck disable=SC2317 # reached by the trap
leave() {
  if mountpoint -q "$clean/proc"; then umount "$clean/proc"; fi
  rm -rf --one-file-system "$clean"
}
trap leave EXIT

# Nothing of what follows can be had without root, or where a container may not mount.
mkdir "$clean/proc"
if ! mount -t proc proc "$clean/proc"; then
  echo "packages: made and linted, but NOT INSTALLED: no clean root can be made here" >&2
  exit 0
fi
umount "$clean/proc"
rmdir "$clean/proc"

# The mirror this machine takes its own packages from.
# shellcheck disable=SC2016 # the dollar sign is apt's
mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Label: Debian' | head -n 1)"
release="$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)"
debootstrap --variant=minbase --include=ca-certificates "$release" "$clean" "$mirror" >"$build/debootstrap.log" ||
  { tail -n 20 "$build/debootstrap.log" >&2 && exit 1; }
mount -t proc proc "$clean/proc"
for settings in /etc/apt/apt.conf.d /etc/apt/apt.conf; do
  [[ -e "$settings" ]] && cp -r "$settings" "$clean/etc/apt/"
done
cp /etc/resolv.conf "$clean/etc/resolv.conf"
mkdir "$clean/work"
cp "$build"/*.deb "$clean/work/"
cp -r "$root/examples/quickstart" "$clean/work/quickstart"
inside() { chroot "$clean" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

inside apt-get update -q >"$build/clean-root.log"
inside sh -c 'apt-get install -q -y --no-install-recommends g++ cmake ninja-build /work/*.deb' \
  >>"$build/clean-root.log" 2>&1 || { tail -n 20 "$build/clean-root.log" >&2 && exit 1; }
inside cmake -S /work/quickstart -B /work/built -G Ninja >/dev/null
inside cmake --build /work/built
inside tccc --version

# The quickstart against the packaged mock, inside.
cat >"$clean/work/try.sh" <<'END'
#!/bin/sh
set -eu
random_text() { od -An -N20 -tx1 /dev/urandom | tr -d ' \n'; }
TENCENTCLOUD_SECRET_ID=$(random_text)
TENCENTCLOUD_SECRET_KEY=$(random_text)
OPENAI_API_KEY=$(random_text)
export TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY OPENAI_API_KEY
mkfifo /work/ready
tccc mock --output json >/work/ready &
mock=$!
read -r ready </work/ready
member() { printf '%s' "$ready" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
TCCC_ENDPOINT=$(member Endpoint)
TCCC_CA_FILE=$(member CaFile)
export TCCC_ENDPOINT TCCC_CA_FILE
status=0
/work/built/quickstart || status=$?
kill "$mock"
wait "$mock" || true
exit "$status"
END
inside timeout 60 sh /work/try.sh

inside apt-get purge -q -y tccc libtccc-dev 'libtccc0*' >>"$build/clean-root.log"
left="$(find "$clean/usr" "$clean/etc" -name '*tccc*' -not -path '*/doc/*')"
if [[ -n "$left" ]]; then
  echo "left behind after the removal: $left" >&2
  exit 1
fi
echo "packages: installed on a clean root, the quickstart placed its call, removed without a trace"
