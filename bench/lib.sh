# SPDX-License-Identifier: Apache-2.0
# Shared by the measurements beside it: a scratch directory, a drive, a tmpfs, and all of it gone at the end.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=$(mktemp -d /tmp/ramdrive-bench.XXXXXX)
drive=$scratch/drive
tmpfs=$scratch/tmpfs
mkdir "$drive" "$tmpfs"
if [ "$(id -u)" -ne 0 ]; then
  echo "This measurement mounts a tmpfs and drops caches: run it as root." >&2
  exit 2
fi

cleanup() {
  cd /
  umount -l "$drive" 2>/dev/null || true
  umount -l "$tmpfs" 2>/dev/null || true
  rmdir "$drive" "$tmpfs" 2>/dev/null || true
  rm -f "$scratch"/*.log
  rmdir "$scratch" 2>/dev/null || true
}
trap cleanup EXIT

mount_drive() {
  if ! "$root/ramdrive" mount "$drive" --daemon "$@" >"$scratch/mount.log" 2>&1; then
    cat "$scratch/mount.log" >&2
    exit 1
  fi
}

mount_tmpfs() {
  mount -t tmpfs -o size=4g,nr_inodes=1m ramdrive-bench "$tmpfs"
}

pid_of_drive() {
  "$root/ramdrive" status "$drive" --json | sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p'
}
