package io.dynalake.jobs.options;

import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Options of capacity as values. */
final class RateOptions {
  private RateOptions() {}

  /** The rate that {@code --max-rcu} or {@code --rcu-share}, or those of writes, ask for. */
  static RateTarget rate(
      Capacity capacity,
      @Nullable String max,
      @Nullable String share,
      OptionValues read,
      Problems problems) {
    String unit = capacity.unit().toLowerCase(Locale.ROOT);
    String maxOption = "--max-" + unit;
    String shareOption = "--" + unit + "-share";
    if (read.optional(max).isPresent() && read.optional(share).isPresent()) {
      problems.add(shareOption + ": " + maxOption + " is given too; give one of them");
    }
    return read.optional(max)
        .flatMap(n -> read.decimal(maxOption, n))
        .flatMap(
            n -> problems.<RateTarget>value(maxOption, () -> new RateTarget.Absolute(capacity, n)))
        .or(
            () ->
                read.optional(share)
                    .flatMap(n -> read.decimal(shareOption, n))
                    .flatMap(
                        n ->
                            problems.<RateTarget>value(
                                shareOption, () -> new RateTarget.Share(capacity, n))))
        .orElse(new RateTarget.Unlimited());
  }
}
