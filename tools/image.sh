# SPDX-License-Identifier: Apache-2.0
#
# Sourced by the scripts, after find_jdk.

# Makes the folder $2: the command with a Java of its own. $1 is a folder with its modules, which
# are changed.
make_image() {
  image=$2
  for jar in "$1"/picocli-*.jar; do
    "$jdk/bin/java" "$root/tools/RecentClasses.java" "$jar" || return 1
  done
  "$jdk/bin/jlink" --module-path "$1" --add-modules io.ramdrive.cli --output "$image" \
    --no-header-files --no-man-pages || return 1
  cp "$root/tools/jvm.options" "$image/lib/" && cp "$root/tools/launcher" "$image/bin/ramdrive" ||
    return 1
  record_start
}

# A record of what a mount loads and links makes every later start faster. Where nothing can be
# mounted it is one of an attempt. Without it the command works as well.
record_start() {
  point=$(mktemp -d) || return 0
  # The JVM records classes, but not which shapes of native calls were linked: those are classes
  # that it makes by itself. It makes them beforehand if they are in this list.
  mount_once -Djava.lang.invoke.MethodHandle.TRACE_RESOLVE=true
  mount_once "-XX:AOTCacheOutput=$image/lib/start.aot"
  rmdir "$point" || :
}

mount_once() {
  timeout 120 "$image/bin/java" "$1" "@$image/lib/jvm.options" -m io.ramdrive.cli/io.ramdrive.cli.Main \
    mount --size=16m "$point" 2>&1 </dev/null |
    while IFS= read -r line; do
      case $line in
        Mounted*)
          use_drive
          # Lazily: there are programs that look into whatever is mounted.
          umount -l "$point" 2>/dev/null || fusermount3 -u -z "$point"
          ;;
        '['*_RESOLVE']'*' ('*) echo "@lambda-form-invoker ${line% (*}" >>"$image/lib/classlist" ;;
      esac
    done
}

use_drive() {
  {
    mkdir "$point/folder"
    echo text >"$point/folder/file"
    cat "$point/folder/file"
    ln -s file "$point/folder/link"
    ls -l "$point/folder"
    mv "$point/folder/file" "$point/folder/moved"
    rm -r "$point/folder"
    df "$point"
  } >/dev/null 2>&1
}
