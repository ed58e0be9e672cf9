// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLA+ module {@code Trace} of what a run wrote down. It resolves what belongs together:
 * which request made a change (a change is published by the thread that serves the request), which
 * facts a reply carries, and before which event of its thread nothing of it can have happened.
 */
public final class TraceModule {
  /** For numbers that do not matter. */
  private static final long UNKNOWN = -1;

  private static final long ROOT = 1;

  private final List<TraceEvent> events = new ArrayList<>();
  private final Map<Long, Integer> lastOfThread = new HashMap<>();
  private final Map<Long, Integer> beginOfThread = new HashMap<>();
  private final Map<Long, List<Integer>> changesOfThread = new HashMap<>();
  private final Map<Long, List<String>> entriesOfThread = new HashMap<>();
  private final Set<String> keys = new TreeSet<>();
  private final Set<Long> inodes = new TreeSet<>();
  private final Set<Long> sizes = new TreeSet<>(Set.of(0L));
  private final Set<Long> mounts = new TreeSet<>();
  private final Set<Long> dispatchers = new TreeSet<>();
  private final List<String> records = new ArrayList<>();

  private TraceModule() {}

  /**
   * Returns the text of the module.
   *
   * @param lines of all files of the trace, in any order; what is not about files in the root
   *     directory is no concern of the model's
   */
  public static String of(List<String> lines) {
    TraceModule module = new TraceModule();
    Map<String, String> numbers = new HashMap<>(Map.of("0", "0", "1", "1"));
    lines.stream()
        .map(line -> TraceEvent.parse(line, numbers))
        .filter(event -> !event.name().equals("handed"))
        .sorted(Comparator.comparingLong(TraceEvent::at))
        .forEach(module.events::add);
    module.collect();
    module.convert();
    return module.text();
  }

  private void collect() {
    for (TraceEvent event : events) {
      if (event.name().equals("ask")) {
        dispatchers.add(event.thread());
        mounts.add(event.number("m"));
      } else if (event.name().equals("change")) {
        inodes.add(event.number("ino"));
        keys.add(key(event.number("parent", 0), event.text("name")));
        keys.add(key(event.number("newParent", 0), event.text("newName")));
      } else if (event.text("size") != null) {
        sizes.add(event.number("size"));
      }
    }
    keys.remove("");
    inodes.remove(ROOT);
  }

  private void convert() {
    for (TraceEvent event : events) {
      int number = records.size() + 1;
      long thread = event.thread();
      String name = event.name();
      if (name.equals("entry")) {
        entriesOfThread.computeIfAbsent(thread, _ -> new ArrayList<>()).add(fact(event, event));
        continue;
      }
      records.add(record(event));
      switch (name) {
        case "ask", "java" -> {
          beginOfThread.put(thread, number);
          changesOfThread.put(thread, new ArrayList<>());
        }
        case "change" ->
            changesOfThread.computeIfAbsent(thread, _ -> new ArrayList<>()).add(number);
        case "reply", "returned" -> changesOfThread.put(thread, new ArrayList<>());
        default -> {}
      }
      lastOfThread.put(thread, number);
    }
  }

  private String record(TraceEvent event) {
    long thread = event.thread();
    String begin = "e |-> \"" + event.name() + "\", t |-> " + thread;
    String own = "own |-> " + set(changesOfThread.getOrDefault(thread, List.of()));
    return switch (event.name()) {
      case "change" -> begin + change(event, thread);
      case "reply" -> begin + ", m |-> " + event.number("m") + reply(event) + ", " + own;
      case "notify", "notified" -> begin + ", m |-> " + event.number("m") + notification(event);
      case "forgotten" ->
          begin + ", m |-> " + event.number("m") + ", ino |-> " + event.number("ino");
      case "returned" -> begin + ", " + own;
      default -> begin;
    };
  }

  private String change(TraceEvent event, long thread) {
    int last = lastOfThread.getOrDefault(thread, 0);
    int begin = beginOfThread.getOrDefault(thread, 0);
    if (begin == 0) {
      throw new IllegalArgumentException("a change that nobody made: " + event);
    }
    TraceEvent first = eventOf(begin);
    long mount = first.name().equals("ask") ? first.number("m") : 0;
    return ", m |-> "
        + mount
        + ", prev |-> "
        + last
        + ", kind |-> \""
        + event.text("kind")
        + '"'
        + numbers(
            event, "ino", "links", "parent", "newParent", "replaced", "replacedLinks", "off", "len")
        + ", key |-> \""
        + key(event.number("parent", 0), event.text("name"))
        + '"'
        + ", newKey |-> \""
        + key(event.number("newParent", 0), event.text("newName"))
        + '"'
        + ", displaced |-> "
        + (event.number("displaced", 0) != 0 ? "TRUE" : "FALSE");
  }

  private String reply(TraceEvent event) {
    long thread = event.thread();
    int begin = beginOfThread.getOrDefault(thread, 0);
    TraceEvent ask = eventOf(begin);
    List<String> facts = new ArrayList<>(entriesOfThread.getOrDefault(thread, List.of()));
    entriesOfThread.remove(thread);
    if (event.number("error", 0) == 0 && event.text("ino") != null) {
      facts.add(fact(event, ask));
    }
    facts.removeIf(String::isEmpty);
    return ", asked |-> "
        + begin
        + ", op |-> \""
        + event.text("op")
        + "\", facts |-> "
        + set(facts);
  }

  /** What an entry or a reply says of a name and an inode; empty when that is none of ours. */
  private String fact(TraceEvent event, TraceEvent named) {
    String key = "";
    if (event.name().equals("entry")) {
      key = key(event.number("parent"), event.text("name"));
    } else if ("LOOKUP".equals(event.text("op"))) {
      key = key(named.number("ino"), named.text("name"));
    } else {
      for (int change : changesOfThread.getOrDefault(event.thread(), List.of())) {
        TraceEvent made = eventOf(change);
        if ("CREATED".equals(made.text("kind")) || "LINKED".equals(made.text("kind"))) {
          key = key(made.number("parent"), made.text("name"));
        }
      }
    }
    long ino = event.number("ino");
    if (!keys.contains(key)) {
      key = "";
    }
    if (key.isEmpty() && !inodes.contains(ino)) {
      return "";
    }
    boolean attributes = ino != 0;
    return "[key |-> \""
        + key
        + "\", ino |-> "
        + ino
        + ", size |-> "
        + (attributes ? event.number("size") : UNKNOWN)
        + ", links |-> "
        + (attributes ? event.number("links") : UNKNOWN)
        + ']';
  }

  private String notification(TraceEvent event) {
    String key = key(event.number("parent", 0), event.text("name"));
    return ", code |-> \""
        + event.text("code")
        + "\", key |-> \""
        + (keys.contains(key) ? key : "")
        + '"'
        + numbers(event, "ino", "off");
  }

  private static String numbers(TraceEvent event, String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(", ").append(name).append(" |-> ").append((int) event.number(name, 0));
    }
    return text.toString();
  }

  private static String key(long parent, @Nullable String name) {
    return name == null || name.isEmpty() ? "" : parent + "/" + name;
  }

  /** The event of which the record with this number was made. */
  private TraceEvent eventOf(int number) {
    int seen = 0;
    for (TraceEvent event : events) {
      if (!event.name().equals("entry") && ++seen == number) {
        return event;
      }
    }
    throw new IllegalArgumentException("a reply or change without a beginning, event " + number);
  }

  private static String set(Iterable<?> elements) {
    StringJoiner joiner = new StringJoiner(", ", "{", "}");
    elements.forEach(element -> joiner.add(element.toString()));
    return joiner.toString();
  }

  private String text() {
    StringJoiner trace = new StringJoiner(",\n  ", "<<\n  ", "\n>>");
    records.forEach(record -> trace.add("[" + record + "]"));
    StringJoiner names = new StringJoiner(", ", "{", "}");
    keys.forEach(key -> names.add('"' + key + '"'));
    return "---- MODULE Trace ----\nEXTENDS Integers\n"
        + "Keys == "
        + names
        + "\nInodes == "
        + set(inodes)
        + "\nSizes == "
        + set(sizes)
        + "\nMounts == "
        + set(mounts)
        + "\nDispatchers == "
        + set(dispatchers)
        + "\nTrace == "
        + trace
        + "\n====\n";
  }
}
