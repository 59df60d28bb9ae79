package io.dynalake.changes;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of windows, in the order in which it has to happen.
 *
 * @param steps one for each window
 */
public record WindowPlan(List<Step> steps) {
  private static final Comparator<Window> BY_TIME =
      Comparator.comparing(Window::from).thenComparing(Window::to).thenComparing(Window::name);

  /** What becomes of a window. */
  public sealed interface Step {
    Window window();
  }

  /** All its changes are there. */
  public record Skip(Window window) implements Step {}

  /**
   * It is to be brought in.
   *
   * @param gap time before it whose changes are lost, which was allowed; zero if there is none
   */
  public record Apply(Window window, Duration gap) implements Step {}

  public WindowPlan {
    steps = List.copyOf(steps);
  }

  /**
   * Plans windows of one table, given in any order. Windows may overlap: each leaves its items as
   * they were at its end, whatever was known of them before.
   *
   * @param appliedTo up to when all changes are there; empty if nothing is there: then the first
   *     window is the beginning
   * @param allowGap whether changes of the time between two windows may be missing
   * @throws JobException (INPUT_MISSING) naming the first gap, unless that is allowed
   */
  public static WindowPlan of(List<Window> windows, Optional<Instant> appliedTo, boolean allowGap) {
    List<Step> steps = new ArrayList<>();
    Optional<Instant> reached = appliedTo;
    for (Window window : windows.stream().sorted(BY_TIME).toList()) {
      Instant end = reached.orElse(window.from());
      if (!window.to().isAfter(end)) {
        steps.add(new Skip(window));
        continue;
      }
      Duration gap = Duration.ZERO;
      if (window.from().isAfter(end)) {
        gap = Duration.between(end, window.from());
        if (!allowGap) {
          throw missing(end, window, gap);
        }
      }
      steps.add(new Apply(window, gap));
      reached = Optional.of(window.to());
    }
    return new WindowPlan(steps);
  }

  /** The windows to bring in, in order. */
  public List<Window> toApply() {
    return steps.stream().filter(Apply.class::isInstance).map(Step::window).toList();
  }

  private static JobException missing(Instant end, Window window, Duration gap) {
    return new JobException(
        ErrorCode.INPUT_MISSING,
        "window "
            + window.name()
            + ": it begins at "
            + window.from()
            + ", but changes are there up to "
            + end
            + " only, so those of "
            + gap.toSeconds()
            + " seconds are missing; give the incremental exports of that time too; if there are"
            + " none, begin anew from a full export, or lose those changes by --allow-gap");
  }
}
