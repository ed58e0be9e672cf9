// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Security descriptors from their text, as far as one for a root directory needs it: owner, group
 * and a list of entries that allow or deny rights to files ("Security Descriptor String Format" of
 * Windows' documentation).
 */
final class Sddl {
  private static final Pattern WHOLE =
      Pattern.compile("O:([A-Z0-9-]+)G:([A-Z0-9-]+)D:(P|AI|PAI)?((?:\\([^()]*\\))*)");
  private static final Pattern ENTRY =
      Pattern.compile("\\(([AD]);((?:OI|CI|NP|IO|ID)*);(F[ARWX]|0x[0-9A-Fa-f]+);;;([A-Z0-9-]+)\\)");

  private static final Map<String, Integer> FLAGS =
      Map.of(
          "OI", Ace.OBJECT_INHERIT_ACE,
          "CI", Ace.CONTAINER_INHERIT_ACE,
          "NP", Ace.NO_PROPAGATE_INHERIT_ACE,
          "IO", Ace.INHERIT_ONLY_ACE,
          "ID", Ace.INHERITED_ACE);

  private Sddl() {}

  /**
   * The self-relative descriptor of a text.
   *
   * @throws IllegalArgumentException in one sentence, when it is not of the form above
   */
  static byte[] parse(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw new IllegalArgumentException(
          "The security descriptor \""
              + text
              + "\" must have the form O:owner G:group D:flags(entry)(entry), without spaces.");
    }
    int control = SecurityDescriptor.SE_DACL_PRESENT;
    String flags = whole.group(3) == null ? "" : whole.group(3);
    control |= flags.startsWith("P") ? SecurityDescriptor.SE_DACL_PROTECTED : 0;
    control |= flags.endsWith("AI") ? SecurityDescriptor.SE_DACL_AUTO_INHERITED : 0;
    return new SecurityDescriptor(
            control,
            Sid.parse(whole.group(1)),
            Sid.parse(whole.group(2)),
            AccessControlList.of(entries(whole.group(4))))
        .toBytes();
  }

  private static List<Ace> entries(String text) {
    List<Ace> entries = new ArrayList<>();
    Matcher entry = ENTRY.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!entry.find(at) || entry.start() != at) {
        throw new IllegalArgumentException(
            "The entry \""
                + text.substring(at, text.indexOf(')', at) + 1)
                + "\" must have the form (A or D;flags;FA, FR, FW, FX or 0x…;;;account).");
      }
      entries.add(
          new Ace(
              entry.group(1).equals("A") ? Ace.ACCESS_ALLOWED_ACE_TYPE : Ace.ACCESS_DENIED_ACE_TYPE,
              flags(entry.group(2)),
              rights(entry.group(3)),
              Sid.parse(entry.group(4))));
      at = entry.end();
    }
    return entries;
  }

  private static int flags(String text) {
    int flags = 0;
    for (int i = 0; i < text.length(); i += 2) {
      flags |= FLAGS.getOrDefault(text.substring(i, i + 2), 0);
    }
    return flags;
  }

  private static int rights(String text) {
    return switch (text) {
      case "FA" -> FileRights.FILE_ALL_ACCESS;
      case "FR" -> FileRights.FILE_GENERIC_READ;
      case "FW" -> FileRights.FILE_GENERIC_WRITE;
      case "FX" -> FileRights.FILE_GENERIC_EXECUTE;
      default -> Integer.parseUnsignedInt(text, 2, text.length(), 16);
    };
  }
}
