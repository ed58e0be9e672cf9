// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import io.ramdrive.integration.TinyCall.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes random calls through one view and writes down what they saw. One thread. */
final class TinyThread {
  /** Files it keeps open at most. */
  private static final int MOST_OPEN = 3;

  private static final int[] MODES = {0600, 0640, 0644, 0755};

  /** An open file and what the history calls it. */
  private record Open(int id, TinyView.Handle handle, boolean append, boolean writeOnly) {}

  private final int view;
  private final String actor;
  private final TinyView directory;
  private final String[] names;
  private final AtomicInteger handles;
  private final Runnable awaitCoherence;
  private final Random random;
  private final List<Open> open = new ArrayList<>();
  private final List<TinyCall> calls = new ArrayList<>();
  private long called;

  TinyThread(
      int view,
      String actor,
      TinyView directory,
      String[] names,
      AtomicInteger handles,
      Runnable awaitCoherence,
      Random random) {
    this.view = view;
    this.actor = actor;
    this.directory = directory;
    this.names = names;
    this.handles = handles;
    this.awaitCoherence = awaitCoherence;
    this.random = random;
  }

  List<TinyCall> calls() {
    return calls;
  }

  /** Makes {@code count} calls. */
  void run(int count) {
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(16)) {
        case 0, 1 -> create(any(names));
        case 2, 3 -> open(any(names), random.nextInt(3) == 0);
        case 4, 5 -> onOpenFile(this::write);
        case 6 -> onOpenFile(this::truncate);
        case 7, 8 -> onOpenFile(this::read);
        case 9 -> onOpenFile(this::statHandle);
        case 10 -> chmod(any(names));
        case 11, 12 -> rename(any(names), any(names));
        case 13 -> unlink(any(names));
        case 14 -> stat(any(names));
        default -> {
          if (random.nextInt(4) == 0) {
            await();
          } else {
            probe(any(names));
          }
        }
      }
    }
  }

  /** Looks at everything, when all others rest. */
  void lookAtAll() {
    for (String name : names) {
      probe(name);
      stat(name);
    }
    for (Open file : open) {
      read(file);
      statHandle(file);
    }
    for (String name : names) {
      if (open(name, false)) {
        read(open.getLast());
      }
    }
  }

  /** Makes sure that every view has been told. */
  void await() {
    begin();
    awaitCoherence.run();
    end(Kind.AWAIT);
  }

  void close() {
    open.forEach(file -> file.handle().close());
    open.clear();
  }

  private interface Work {
    void on(Open file);
  }

  private void onOpenFile(Work work) {
    if (!open.isEmpty()) {
      work.on(open.get(random.nextInt(open.size())));
    }
  }

  private void create(String name) {
    int mode = MODES[random.nextInt(MODES.length)];
    begin();
    TinyView.Handle handle = directory.create(name, mode);
    if (handle == null) {
      end(Kind.LOOK, new TinyStep.Probe(name, true));
      return;
    }
    int id = handles.incrementAndGet();
    end(Kind.CHANGE, new TinyStep.Create(name, id, mode));
    keep(new Open(id, handle, false, false));
  }

  private boolean open(String name, boolean append) {
    begin();
    TinyView.Handle handle = directory.open(name, append);
    if (handle == null) {
      end(Kind.LOOK, new TinyStep.Probe(name, false));
      return false;
    }
    int id = handles.incrementAndGet();
    end(Kind.LOOK, new TinyStep.Open(name, id));
    keep(new Open(id, handle, append, append && view == TinyCall.JAVA));
    return true;
  }

  private void keep(Open file) {
    open.add(file);
    if (open.size() > MOST_OPEN) {
      open.removeFirst().handle().close();
    }
  }

  private void write(Open file) {
    String data = Character.toString('a' + random.nextInt(26)).repeat(1 + random.nextInt(3));
    int offset = random.nextInt(6);
    begin();
    file.handle().write(offset, data);
    end(
        Kind.WRITE,
        file.append()
            ? new TinyStep.Append(file.id(), data)
            : new TinyStep.Write(file.id(), offset, data));
  }

  private void truncate(Open file) {
    // FileChannel first asks for the size: with another size that would be two steps.
    int size = view == TinyCall.JAVA ? 0 : random.nextInt(8);
    begin();
    boolean onlySmaller = file.handle().truncate(size);
    end(Kind.WRITE, new TinyStep.Truncate(file.id(), size, onlySmaller));
  }

  private void read(Open file) {
    if (file.writeOnly()) {
      return;
    }
    begin();
    String content = file.handle().read();
    if (view == TinyCall.JAVA) {
      end(Kind.READ, new TinyStep.Content(file.id(), content));
      return;
    }
    TinyStep[] steps = new TinyStep[content.length() + 1];
    for (int i = 0; i < content.length(); i++) {
      steps[i] = new TinyStep.OneByte(file.id(), i, content.charAt(i));
    }
    steps[content.length()] = new TinyStep.Length(file.id(), content.length());
    end(Kind.READ, steps);
  }

  private void statHandle(Open file) {
    begin();
    TinyView.Attributes seen = directory.stat(file.handle());
    if (seen != null) {
      end(Kind.LOOK, attributes(file.id(), seen));
    }
  }

  private void stat(String name) {
    begin();
    TinyView.Attributes seen = directory.stat(name);
    if (seen == null) {
      end(Kind.LOOK, new TinyStep.Probe(name, false));
    } else {
      int id = handles.incrementAndGet();
      end(Kind.LOOK, new TinyStep.Open(name, id), attributes(id, seen));
    }
  }

  private static TinyStep attributes(int id, TinyView.Attributes seen) {
    return new TinyStep.Attributes(id, seen.size(), seen.mode(), seen.links());
  }

  private void chmod(String name) {
    int mode = MODES[random.nextInt(MODES.length)];
    begin();
    if (directory.chmod(name, mode)) {
      int id = handles.incrementAndGet();
      end(Kind.CHANGE, new TinyStep.Open(name, id), new TinyStep.Chmod(id, mode));
    } else {
      end(Kind.LOOK, new TinyStep.Probe(name, false));
    }
  }

  private void rename(String from, String to) {
    if (!from.equals(to)) {
      begin();
      if (directory.rename(from, to)) {
        end(Kind.CHANGE, new TinyStep.Rename(from, to));
      } else {
        end(Kind.LOOK, new TinyStep.Probe(from, false));
      }
    }
  }

  private void unlink(String name) {
    begin();
    if (directory.unlink(name)) {
      end(Kind.CHANGE, new TinyStep.Unlink(name));
    } else {
      end(Kind.LOOK, new TinyStep.Probe(name, false));
    }
  }

  private void probe(String name) {
    begin();
    boolean exists = directory.exists(name);
    end(Kind.LOOK, new TinyStep.Probe(name, exists));
  }

  private void begin() {
    called = System.nanoTime();
  }

  private void end(Kind kind, TinyStep... steps) {
    calls.add(new TinyCall(view, actor, kind, called, System.nanoTime(), List.of(steps)));
  }

  private String any(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
