# SPDX-License-Identifier: Apache-2.0
#
# Sourced by the scripts: find_jdk sets $jdk to the folder of a JDK 25, or returns 1 after one
# sentence on standard error. It reads the `release` file of each candidate and starts no JVM.

find_jdk() {
  for jdk in "${JAVA_HOME:-}" "${JAVA25_HOME:-}"; do
    is_jdk_25 "$jdk" && return 0
  done
  if jdk=$(command -v java); then
    jdk=$(readlink -f -- "$jdk")
    jdk=${jdk%/bin/java}
    is_jdk_25 "$jdk" && return 0
  fi
  for jdk in /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    is_jdk_25 "$jdk" && return 0
  done
  jdk=
  echo "RamDrive needs a JDK 25 and found none in JAVA_HOME, on PATH or in /usr/lib/jvm:" \
    "install one (https://adoptium.net/temurin/releases/?version=25) or set JAVA_HOME to its folder." >&2
  return 1
}

is_jdk_25() {
  [ -n "$1" ] && [ -r "$1/release" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/jlink" ] || return 1
  while IFS= read -r line; do
    case $line in
      'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'*) return 0 ;;
      'JAVA_VERSION='*) return 1 ;;
    esac
  done <"$1/release"
  return 1
}
