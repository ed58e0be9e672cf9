// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives the classes of a jar, which is changed in place, a class file version with stack maps. The
 * JVM keeps no class of Java 5 in its cache, and loads and verifies those of picocli at each start:
 * 100 ms.
 */
final class RecentClasses {
  private RecentClasses() {}

  public static void main(String[] jar) throws IOException {
    Path path = Path.of(jar[0]).toAbsolutePath();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {path.toUri().toURL()});
        FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + path.toUri()), Map.of())) {
      ClassFile format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
      List<Path> classes;
      try (Stream<Path> all = Files.walk(files.getPath("/"))) {
        classes = all.filter(file -> file.toString().endsWith(".class")).toList();
      }
      for (Path file : classes) {
        ClassModel read = format.parse(Files.readAllBytes(file));
        if (read.majorVersion() < ClassFile.JAVA_6_VERSION) {
          Files.write(file, recent(format, read));
        }
      }
    }
  }

  private static byte[] recent(ClassFile format, ClassModel read) {
    ClassTransform version =
        (written, element) -> {
          if (element instanceof ClassFileVersion) {
            written.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            written.with(element);
          }
        };
    return format.transformClass(
        read, version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }
}
