// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.Operations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts the callbacks of a file system, and distorts them. */
final class Spy {
  /** What to do with a callback's answer. */
  interface Distortion {
    /** What is answered; arguments are the callback's. */
    @Nullable Object distort(Object[] arguments, @Nullable Object answer);
  }

  private final List<String> calls = new ArrayList<>();
  private final Map<String, Distortion> distortions = new ConcurrentHashMap<>();

  /** The file system, seen by this spy. */
  Operations on(Operations operations) {
    return (Operations)
        Proxy.newProxyInstance(
            Spy.class.getClassLoader(),
            new Class<?>[] {Operations.class},
            (proxy, method, arguments) -> {
              synchronized (calls) {
                calls.add(method.getName());
              }
              Object answer;
              try {
                answer = method.invoke(operations, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              Distortion distortion = distortions.get(method.getName());
              return distortion == null ? answer : distortion.distort(arguments, answer);
            });
  }

  void distort(String method, Distortion distortion) {
    distortions.put(method, distortion);
  }

  /** How often a callback came since the last question about it. */
  long count(String method) {
    synchronized (calls) {
      long count = calls.stream().filter(method::equals).count();
      calls.removeIf(method::equals);
      return count;
    }
  }

  /** Which callbacks came since the last question about all, in order. */
  List<String> calls() {
    synchronized (calls) {
      List<String> all = List.copyOf(calls);
      calls.clear();
      return all;
    }
  }
}
