// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The two kinds of URI: {@code ramdrive:name} (or {@code ramdrive://name/}) for a file system,
 * {@code ramdrive://name/path} for a path in it. Bytes that are not plain characters of a URI are
 * escaped one by one, so every name has a URI, whatever its encoding.
 */
final class PathUri {
  static final String SCHEME = "ramdrive";

  /** Besides letters and digits: what RFC 3986 allows in a path as it is, and the slash. */
  private static final String PLAIN = "/-._~!$&'()*+,;=:@";

  private PathUri() {}

  static URI of(RamDrivePath path, boolean directory) {
    StringBuilder uri = new StringBuilder(SCHEME).append("://");
    uri.append(path.getFileSystem().name());
    if (!path.isAbsolute()) {
      uri.append('/');
    }
    for (byte b : path.bytes()) {
      if (isPlain((char) (b & 0xff))) {
        uri.append((char) b);
      } else {
        uri.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      }
    }
    if (directory && uri.charAt(uri.length() - 1) != '/') {
      uri.append('/');
    }
    return URI.create(uri.toString());
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  /**
   * The name of the file system.
   *
   * @throws IllegalArgumentException when the URI names none
   */
  static String fileSystemName(URI uri) {
    checkScheme(uri);
    String name = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getAuthority();
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "The URI "
              + uri
              + " names no drive: write ramdrive:name, of letters, digits, '-', '_' and '.'.");
    }
    return name;
  }

  /** Whether a file system may have this name: it must stand in a URI as it is. */
  static boolean isName(@Nullable String name) {
    return name != null && name.matches("[A-Za-z0-9._-]+");
  }

  /**
   * The path's bytes.
   *
   * @throws IllegalArgumentException when the URI has no path, or a query or fragment
   */
  static byte[] path(URI uri) {
    checkScheme(uri);
    String path = uri.getRawPath();
    if (path == null || path.isEmpty()) {
      throw new IllegalArgumentException(
          "The URI " + uri + " has no path: write ramdrive://name/path.");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("The URI " + uri + " has a query or a fragment.");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      if (c == '%') {
        int escaped = Integer.parseInt(path, at + 1, at + 3, 16);
        if (escaped == 0) {
          throw new IllegalArgumentException("Nul character not allowed");
        }
        bytes.write(escaped);
        at += 2;
      } else {
        int next = path.offsetByCodePoints(at, 1);
        bytes.writeBytes(PathBytes.encode(path.substring(at, next)));
        at = next - 1;
      }
    }
    return bytes.toByteArray();
  }

  private static void checkScheme(URI uri) {
    if (!SCHEME.equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("The URI " + uri + " does not begin with ramdrive:");
    }
  }
}
