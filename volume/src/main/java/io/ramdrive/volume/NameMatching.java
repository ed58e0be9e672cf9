// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * When two names are one: the rule by which all directories of a volume find names, refuse those
 * that are taken, and say which are too long. Names are kept as they were given.
 *
 * <p>A name is bytes. Where their letters matter they are UTF-8, but for surrogates that stand
 * alone, which have three bytes each as if they were characters; a byte that is part of no
 * character is one by itself.
 */
public enum NameMatching {
  /** By their bytes, at most 255 of them: NAME_MAX of linux/limits.h. */
  EXACT(255) {
    @Override
    int hash(Name name) {
      long hash = SEED;
      for (int i = 0; i < name.length(); i++) {
        hash = (hash ^ name.at(i)) * MULTIPLIER;
      }
      return (int) (hash ^ (hash >>> 32));
    }

    @Override
    boolean matches(Name name, byte[] other) {
      return name.isSameAs(other);
    }

    @Override
    public boolean isTooLong(Name name) {
      return name.length() > maxBytes();
    }
  },

  /**
   * Without regard to upper and lower case, as {@link #upperCase} has it; at most 255 UTF-16 code
   * units long, as on Windows.
   */
  CASE_INSENSITIVE(3 * 255) {
    @Override
    int hash(Name name) {
      long hash = SEED;
      int length = name.length();
      int i = 0;
      while (i < length) {
        int first = name.at(i);
        int letter;
        if (first >= 0) {
          letter = upperCase((char) first);
          i++;
        } else {
          int decoded = decode(name, i);
          letter = fold(Utf8.character(decoded));
          i += Utf8.length(decoded);
        }
        hash = (hash ^ letter) * MULTIPLIER;
      }
      return (int) (hash ^ (hash >>> 32));
    }

    @Override
    boolean matches(Name name, byte[] other) {
      return name.isSameAs(other) || isSameFolded(name, other);
    }

    @Override
    public boolean isTooLong(Name name) {
      int length = name.length();
      if (length <= MAX_UNITS) {
        return false;
      }
      int units = 0;
      int i = 0;
      while (i < length && units <= MAX_UNITS) {
        int decoded = decode(name, i);
        i += Utf8.length(decoded);
        units += Character.isSupplementaryCodePoint(Utf8.character(decoded)) ? 2 : 1;
      }
      return units > MAX_UNITS;
    }
  };

  private static final int MAX_UNITS = 255;
  private static final char FINAL_SIGMA = 'ς';

  /** Differs from run to run, so that nobody can prepare names that all fall into one bucket. */
  private static final long SEED = HashSeed.random();

  /** The golden ratio in 64 bits: an odd number that spreads neighbours far apart. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final int maxBytes;

  NameMatching(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The largest number of bytes in a name. */
  public int maxBytes() {
    return maxBytes;
  }

  /** Names that are one have the same; differs from run to run. */
  abstract int hash(Name name);

  /** Whether the two are one name. */
  abstract boolean matches(Name name, byte[] other);

  /** Whether no entry can have this name, for its length. */
  public abstract boolean isTooLong(Name name);

  /**
   * The letter by which a UTF-16 code unit is compared where case does not matter. It depends on no
   * language and is always one unit. As in the table of Windows, a letter whose upper case is that
   * of another letter is one of its own (the dotless i, the long s, the micro sign, title case),
   * but for the sigma at the end of a word: the driver takes no name that differs in more than what
   * that table calls case.
   */
  public static char upperCase(char unit) {
    if (unit < 0x80) {
      return unit >= 'a' && unit <= 'z' ? (char) (unit - ('a' - 'A')) : unit;
    }
    char upper = Character.toUpperCase(unit);
    return Character.toLowerCase(upper) == unit || unit == FINAL_SIGMA ? upper : unit;
  }

  private static int fold(int character) {
    return Character.isBmpCodePoint(character) ? upperCase((char) character) : character;
  }

  private static boolean isSameFolded(Name name, byte[] other) {
    int i = 0;
    int j = 0;
    while (i < name.length() && j < other.length) {
      int one = name.at(i);
      int two = other[j];
      if ((one | two) >= 0) {
        if (upperCase((char) one) != upperCase((char) two)) {
          return false;
        }
        i++;
        j++;
      } else {
        int oneDecoded = decode(name, i);
        int twoDecoded = decode(other, j);
        if (fold(Utf8.character(oneDecoded)) != fold(Utf8.character(twoDecoded))) {
          return false;
        }
        i += Utf8.length(oneDecoded);
        j += Utf8.length(twoDecoded);
      }
    }
    return i == name.length() && j == other.length;
  }

  private static int decode(Name name, int at) {
    int left = name.length() - at;
    return Utf8.decode(
        name.at(at),
        left > 1 ? name.at(at + 1) : 0,
        left > 2 ? name.at(at + 2) : 0,
        left > 3 ? name.at(at + 3) : 0);
  }

  private static int decode(byte[] bytes, int at) {
    int left = bytes.length - at;
    return Utf8.decode(
        bytes[at],
        left > 1 ? bytes[at + 1] : 0,
        left > 2 ? bytes[at + 2] : 0,
        left > 3 ? bytes[at + 3] : 0);
  }
}
