package io.dynalake.changes;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * What a user puts up with.
   *
   * @param gaps changes of a time that no window has are lost
   * @param overlaps windows that begin before what is there ends: an item that came before that end
   *     and went after it stays, as such a window has no line for it
   */
  public record Lenience(boolean gaps, boolean overlaps) {
    public static final Lenience NONE = new Lenience(false, false);
  }

  public WindowPlan {
    steps = List.copyOf(steps);
  }

  /**
   * Plans windows of one table, given in any order. Those are chosen that follow on each other and
   * lead farthest, and of several ways the one of the shorter windows.
   *
   * @param appliedTo up to when all changes are there; empty if nothing is there: then the first
   *     window is the beginning
   * @throws JobException (INPUT_MISSING) naming the first gap, or the first window that overlaps
   *     what is there, unless that is allowed
   */
  public static WindowPlan of(List<Window> windows, Optional<Instant> appliedTo, Lenience allowed) {
    List<Window> left = new ArrayList<>(windows.stream().sorted(BY_TIME).toList());
    Map<Instant, Instant> farthest = farthest(left);
    List<Step> steps = new ArrayList<>();
    Optional<Instant> reached = appliedTo;
    while (true) {
      Optional<Instant> end = reached;
      left.removeIf(window -> end.isPresent() && skips(window, end.orElseThrow(), steps));
      if (left.isEmpty()) {
        return new WindowPlan(steps);
      }
      Step next = next(left, reached.orElse(left.get(0).from()), farthest, allowed);
      steps.add(next);
      left.remove(next.window());
      reached = Optional.of(next.window().to());
    }
  }

  private static boolean skips(Window window, Instant reached, List<Step> steps) {
    if (window.to().isAfter(reached)) {
      return false;
    }
    steps.add(new Skip(window));
    return true;
  }

  /** DynamoDB exports changes from whole seconds, but items as they were within one. */
  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Where windows that follow on each other lead, by the second that the first of them begins. */
  private static Map<Instant, Instant> farthest(List<Window> byTime) {
    Map<Instant, Instant> farthest = new HashMap<>();
    for (int i = byTime.size() - 1; i >= 0; i--) {
      Window window = byTime.get(i);
      farthest.merge(second(window.from()), end(window, farthest), WindowPlan::later);
    }
    return farthest;
  }

  private static Instant end(Window window, Map<Instant, Instant> farthest) {
    return farthest.getOrDefault(second(window.to()), window.to());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Step next(
      List<Window> left, Instant reached, Map<Instant, Instant> farthest, Lenience allowed) {
    Instant most = farthest.get(second(reached));
    for (Window window : left) {
      if (second(window.from()).equals(second(reached)) && end(window, farthest).equals(most)) {
        return new Apply(window, Duration.ZERO);
      }
    }
    Window first = left.get(0);
    if (first.from().isBefore(reached)) {
      if (!allowed.overlaps()) {
        throw overlapping(reached, first);
      }
      return new Apply(first, Duration.ZERO);
    }
    Duration gap = Duration.between(reached, first.from());
    if (!allowed.gaps()) {
      throw missing(reached, first, gap);
    }
    return new Apply(first, gap);
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

  private static JobException overlapping(Instant end, Window window) {
    return new JobException(
        ErrorCode.INPUT_MISSING,
        "window "
            + window.name()
            + ": it begins at "
            + window.from()
            + ", before "
            + end
            + ", up to when all changes are there; an item that came before that time and went"
            + " after it has no line in such an export, and would stay for ever; give one that"
            + " begins at "
            + end
            + ", or a full export of a time at which a window begins; or put up with such items by"
            + " --allow-overlap");
  }
}
