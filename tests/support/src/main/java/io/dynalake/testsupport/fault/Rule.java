package io.dynalake.testsupport.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * When a fault happens. Requests are numbered from 1 as they arrive, those that the rule is about.
 *
 * <pre>{@code Rule.on("Scan", "Query").share(0.3, seed, new Fault.Throttle())}</pre>
 */
public final class Rule {
  private final List<String> operations;
  private final LongPredicate when;
  private final Fault fault;
  private final AtomicLong seen = new AtomicLong();

  private Rule(List<String> operations, LongPredicate when, Fault fault) {
    this.operations = operations;
    this.when = when;
    this.fault = fault;
  }

  /** Which requests a rule is about. */
  public record Subject(List<String> operations) {
    public Rule always(Fault fault) {
      return when(number -> true, fault);
    }

    /** A share of the requests, between 0 and 1; the same numbers for the same seed. */
    public Rule share(double share, long seed, Fault fault) {
      return when(
          number -> new SplittableRandom(seed * 1_000_003 + number).nextDouble() < share, fault);
    }

    /** The requests of these numbers. */
    public Rule nth(Fault fault, long... numbers) {
      Set<Long> set = Arrays.stream(numbers).boxed().collect(Collectors.toSet());
      return when(set::contains, fault);
    }

    private Rule when(LongPredicate when, Fault fault) {
      return new Rule(operations, when, fault);
    }
  }

  /** Requests for these operations. */
  public static Subject on(String... operations) {
    return new Subject(List.of(operations));
  }

  /** All requests. */
  public static Subject onAll() {
    return new Subject(List.of());
  }

  Optional<Fault> next(Operation operation) {
    if (!operations.isEmpty() && !operations.contains(operation.name())) {
      return Optional.empty();
    }
    return when.test(seen.incrementAndGet()) ? Optional.of(fault) : Optional.empty();
  }
}
