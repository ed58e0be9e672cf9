// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Security descriptors in their text form, as far as tests need it. */
public final class Sddl {
  private static final Map<String, String> SIDS =
      Map.of(
          "SY", Sids.SYSTEM,
          "BA", Sids.ADMINISTRATORS,
          "BU", "S-1-5-32-545",
          "BG", "S-1-5-32-546",
          "WD", Sids.EVERYONE,
          "AU", "S-1-5-11",
          "CO", Sids.CREATOR_OWNER,
          "CG", Sids.CREATOR_GROUP);
  private static final Map<String, Integer> TYPES =
      Map.of("A", Ace.ACCESS_ALLOWED, "D", Ace.ACCESS_DENIED, "AU", Ace.SYSTEM_AUDIT);
  private static final Map<String, Integer> FLAGS =
      Map.of(
          "OI", Ace.OBJECT_INHERIT,
          "CI", Ace.CONTAINER_INHERIT,
          "NP", Ace.NO_PROPAGATE_INHERIT,
          "IO", Ace.INHERIT_ONLY,
          "ID", Ace.INHERITED);
  private static final Map<String, Integer> RIGHTS =
      Map.ofEntries(
          Map.entry("FA", Access.FILE_ALL_ACCESS),
          Map.entry("FR", Access.FILE_GENERIC_READ),
          Map.entry("FW", Access.FILE_GENERIC_WRITE),
          Map.entry("FX", Access.FILE_GENERIC_EXECUTE),
          Map.entry("GA", Access.GENERIC_ALL),
          Map.entry("GR", Access.GENERIC_READ),
          Map.entry("GW", Access.GENERIC_WRITE),
          Map.entry("GX", Access.GENERIC_EXECUTE),
          Map.entry("SD", Access.DELETE),
          Map.entry("RC", Access.READ_CONTROL),
          Map.entry("WD", Access.WRITE_DAC),
          Map.entry("WO", Access.WRITE_OWNER));
  private static final Pattern PART = Pattern.compile("([OGDS]):((?:(?![OGDS]:).)*)");
  private static final Pattern ACE = Pattern.compile("\\(([^)]*)\\)");

  private Sddl() {}

  /** The descriptor that this text means, such as {@code O:BAG:BAD:P(A;OICI;FA;;;SY)}. */
  public static SecurityDescriptor parse(String text) {
    String owner = null;
    String group = null;
    List<Ace> dacl = null;
    List<Ace> sacl = null;
    int control = 0;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      String value = parts.group(2);
      boolean isProtected = value.startsWith("P");
      switch (parts.group(1)) {
        case "O" -> owner = sid(value);
        case "G" -> group = sid(value);
        case "D" -> {
          dacl = aces(value);
          control |= isProtected ? SecurityDescriptor.SE_DACL_PROTECTED : 0;
        }
        default -> {
          sacl = aces(value);
          control |= isProtected ? SecurityDescriptor.SE_SACL_PROTECTED : 0;
        }
      }
    }
    return new SecurityDescriptor(control, owner, group, sacl, dacl);
  }

  private static String sid(String text) {
    return SIDS.getOrDefault(text, text);
  }

  private static List<Ace> aces(String text) {
    List<Ace> aces = new ArrayList<>();
    Matcher matcher = ACE.matcher(text);
    while (matcher.find()) {
      String[] fields = matcher.group(1).split(";", -1);
      aces.add(
          new Ace(
              value(TYPES.get(fields[0]), text),
              bits(fields[1], FLAGS),
              fields[2].startsWith("0x")
                  ? Integer.parseUnsignedInt(fields[2].substring(2), 16)
                  : bits(fields[2], RIGHTS),
              sid(fields[5])));
    }
    return List.copyOf(aces);
  }

  private static int bits(String text, Map<String, Integer> names) {
    int bits = 0;
    for (int i = 0; i < text.length(); i += 2) {
      bits |= value(names.get(text.substring(i, i + 2)), text);
    }
    return bits;
  }

  private static int value(@Nullable Integer known, String text) {
    if (known == null) {
      throw new IllegalArgumentException("SDDL not understood: " + text);
    }
    return known;
  }
}
