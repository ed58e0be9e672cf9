// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of users and groups, from {@code /etc/passwd} and {@code /etc/group}. A number without a
 * name there (an account of a directory service, for one) has its digits for a name.
 */
final class Accounts extends UserPrincipalLookupService {
  private final AccountFile users = new AccountFile("/etc/passwd");
  private final AccountFile groups = new AccountFile("/etc/group");

  Account.User user(int id) {
    return new Account.User(id, users.name(id));
  }

  Account.Group group(int id) {
    return new Account.Group(id, groups.name(id));
  }

  @Override
  public Account.User lookupPrincipalByName(String name) throws IOException {
    return new Account.User(users.id(name), name);
  }

  @Override
  public Account.Group lookupPrincipalByGroupName(String group) throws IOException {
    return new Account.Group(groups.id(group), group);
  }

  /** One of the two files: {@code name:x:id:...} in each line. */
  private static final class AccountFile {
    private final Path path;

    /** Read when first asked for; replaced as a whole. */
    private volatile @Nullable Map<Integer, String> names;

    AccountFile(String path) {
      this.path = FileSystems.getDefault().getPath(path);
    }

    String name(int id) {
      Map<Integer, String> known = names;
      if (known == null) {
        known = read();
        names = known;
      }
      return known.getOrDefault(id, Integer.toUnsignedString(id));
    }

    int id(String name) throws UserPrincipalNotFoundException {
      for (Map.Entry<Integer, String> entry : read().entrySet()) {
        if (entry.getValue().equals(name)) {
          return entry.getKey();
        }
      }
      try {
        return Integer.parseUnsignedInt(name);
      } catch (NumberFormatException e) {
        UserPrincipalNotFoundException notFound = new UserPrincipalNotFoundException(name);
        notFound.initCause(e);
        throw notFound;
      }
    }

    private Map<Integer, String> read() {
      Map<Integer, String> read = new HashMap<>();
      for (String line : lines()) {
        String[] fields = line.split(":", 4);
        if (fields.length > 2 && fields[2].matches("[0-9]{1,9}")) {
          read.putIfAbsent(Integer.valueOf(fields[2]), fields[0]);
        }
      }
      return read;
    }

    /** None where there is no such file: then all names are numbers. */
    private List<String> lines() {
      try {
        return Files.readAllLines(path, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return List.of();
      }
    }
  }
}
