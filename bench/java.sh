# SPDX-License-Identifier: Apache-2.0
#
# Sourced by the commands beside it, with $root set: builds the bench module where it is not built or older than its sources; then $java is
# the Java to run it on and $classpath what that needs.
. "$root/tools/jdk.sh"
. "$root/tools/maven.sh"

build_bench() {
  local built=$root/bench/target/quick/classpath
  if [ ! -f "$built" ] ||
    [ -n "$(cd "$root" && find pom.xml */pom.xml {volume,fuse,bench}/src/main -newer "$built" -print -quit)" ]; then
    need_maven || return 1
    echo "Building the bench module ..." >&2
    # The compiler leaves the benchmark list of a build before alone, and with it benchmarks that are no more.
    rm -rf "$root/bench/target/quick"
    mkdir -p "${built%/*}"
    run_maven -q -Dquick -pl bench -am compile \
      org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
      -DincludeScope=runtime -Dmdep.outputFile="$built.tmp" >"${built%/*}/log" 2>&1 ||
      { cat "${built%/*}/log" >&2; return 1; }
    # Each module of the build wrote its own; that of bench came last.
    mv "$built.tmp" "$built" || return 1
  fi
  java=$jdk/bin/java
  classpath=$root/bench/target/quick/classes:$(cat "$built")
}

find_jdk && build_bench || exit 1
