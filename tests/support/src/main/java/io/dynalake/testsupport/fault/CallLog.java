package io.dynalake.testsupport.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The requests that came to a proxy, in the order in which they were answered. */
public final class CallLog {
  private final List<Call> calls = new ArrayList<>();

  synchronized void add(Call call) {
    calls.add(call);
  }

  /** Forgets what came so far. */
  public synchronized void clear() {
    calls.clear();
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<Call> calls(String operation) {
    return calls().stream().filter(call -> call.operation().name().equals(operation)).toList();
  }

  /** How many requests this kind of fault was done to. */
  public long faults(Class<? extends Fault> kind) {
    return calls().stream()
        .filter(call -> call.faults().stream().anyMatch(kind::isInstance))
        .count();
  }

  /** The names of all operations: what a policy must allow. */
  public Set<String> operations() {
    Set<String> names = new TreeSet<>();
    calls().forEach(call -> names.add(call.operation().name()));
    return names;
  }

  /** The segments that were asked for by Scan. */
  public Set<Integer> segments() {
    Set<Integer> segments = new TreeSet<>();
    calls("Scan").forEach(call -> call.page().ifPresent(page -> segments.add(page.segment())));
    return segments;
  }

  /** The units that all answers report. */
  public double consumedCapacity() {
    return calls().stream().mapToDouble(Call::consumedCapacity).sum();
  }

  /** The most units that were reported within any time of this length. */
  public double mostConsumedIn(Duration window) {
    List<Call> sorted = byTime(call -> call.consumedCapacity() > 0);
    double most = 0;
    double sum = 0;
    int first = 0;
    for (Call call : sorted) {
      sum += call.consumedCapacity();
      Instant from = call.at().minus(window);
      while (!sorted.get(first).at().isAfter(from)) {
        sum -= sorted.get(first++).consumedCapacity();
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  private List<Call> byTime(Predicate<Call> which) {
    return calls().stream().filter(which).sorted(Comparator.comparing(Call::at)).toList();
  }
}
