# SPDX-License-Identifier: Apache-2.0
#
# Sourced by the scripts, after find_jdk.

# Returns 1 after one sentence when there is no Maven and no way to install it.
need_maven() {
  command -v mvn >/dev/null && return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "RamDrive builds itself with Maven and found no mvn on PATH:" \
      "install it, on Debian with 'sudo apt-get install maven'." >&2
    return 1
  fi
  echo "Installing Maven ..." >&2
  { apt-get update -q && apt-get install -q -y --no-install-recommends maven; } >&2
}

# Runs Maven on this project. It runs on any Java from 17 on, but it does have to find one.
run_maven() {
  if [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null; then
    JAVA25_HOME=$jdk mvn -B -ntp -f "$root/pom.xml" "$@"
  else
    JAVA_HOME=$jdk JAVA25_HOME=$jdk mvn -B -ntp -f "$root/pom.xml" "$@"
  fi
}
