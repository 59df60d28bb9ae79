package io.dynalake.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a clock that is moved: tasks ask, wait, consume and settle, in simulated time. */
class BudgetTest {
  private static final double SECOND = 1e9;

  private long now;

  private record Consumed(double at, double units) {}

  /** What happens next: a task asks, or its page is read. */
  private record Event(double at, int task, double granted) {}

  /** Tasks that read pages of items of a size, each page after some latency. */
  private final class Simulation {
    private final Budget budget;
    private final double perItem;
    private final Random random = new Random(1);
    private final List<Consumed> log = new ArrayList<>();
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingDouble(Event::at));
    private final PageSize[] sizes;
    private double lost;

    Simulation(Budget budget, int tasks, double perItem) {
      this.budget = budget;
      this.perItem = perItem;
      sizes = new PageSize[tasks];
      for (int i = 0; i < tasks; i++) {
        sizes[i] = new PageSize();
        events.add(new Event(random.nextDouble() / 10, i, 0));
      }
    }

    Simulation losing(double share) {
      lost = share;
      return this;
    }

    void run(double seconds) {
      while (events.element().at() < seconds) {
        Event event = events.remove();
        now = (long) (event.at() * SECOND);
        PageSize size = sizes[event.task()];
        if (event.granted() == 0) {
          Budget.Grant grant = budget.ask(event.task(), size.least());
          double latency = grant.units() == 0 ? 0 : 0.005 + random.nextDouble() * 0.02;
          double at = event.at() + grant.pause() + latency;
          events.add(new Event(at, event.task(), grant.units()));
        } else {
          int items = size.items(event.granted());
          double cost = Math.max(0.5, Math.ceil(2 * items * perItem) / 2);
          log.add(new Consumed(event.at(), cost));
          size.learn(items, cost);
          if (random.nextDouble() >= lost) {
            budget.settle(event.granted(), cost);
          }
          events.add(new Event(event.at(), event.task(), 0));
        }
      }
    }

    double mostIn(double window) {
      double most = 0;
      double sum = 0;
      int first = 0;
      for (Consumed last : log) {
        sum += last.units();
        while (log.get(first).at() <= last.at() - window) {
          sum -= log.get(first++).units();
        }
        most = Math.max(most, sum);
      }
      return most;
    }

    double sum(double from, double until) {
      return log.stream()
          .filter(c -> c.at() >= from && c.at() < until)
          .mapToDouble(Consumed::units)
          .sum();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 0.01",
    "10, 8, 0.01",
    "100, 1, 0.03",
    "100, 2, 0.03",
    "100, 8, 0.03",
    "1000, 8, 0.03",
    "1000, 8, 5",
    "20000, 64, 0.1",
    "50, 200, 0.02",
  })
  void keepsEveryTenSecondsWithinTenPercentOfTheRateAndUsesIt(
      double rate, int tasks, double perItem) {
    Simulation simulation = new Simulation(new Budget(rate, () -> now), tasks, perItem);
    simulation.run(40);
    assertThat(simulation.mostIn(10)).isLessThanOrEqualTo(rate * 10 * 1.1);
    assertThat(simulation.sum(10, 40)).isGreaterThanOrEqualTo(rate * 30 * 0.9);
  }

  @Test
  void getsBackWhatTasksThatDiedHadTaken() {
    Simulation simulation = new Simulation(new Budget(100, () -> now), 8, 0.03).losing(0.1);
    simulation.run(40);
    assertThat(simulation.mostIn(10)).isLessThanOrEqualTo(1100);
    // What is not given back is what the page did cost less than granted.
    assertThat(simulation.sum(10, 40)).isGreaterThanOrEqualTo(100 * 30 * 0.8);
  }

  @Test
  void goesDownOnceASecondWhileTheTableThrottlesAndUpAgainByAndBy() {
    Budget budget = new Budget(100, () -> now);
    for (int i = 0; i < 50; i++) {
      budget.throttled();
    }
    now += (long) (1.1 * SECOND);
    assertThat(budget.rate()).isEqualTo(70);
    budget.throttled();
    now += (long) SECOND;
    assertThat(budget.rate()).isBetween(48.9, 49.1);
    now += (long) SECOND;
    assertThat(budget.rate()).isBetween(53.9, 54.1);
    now += (long) (30 * SECOND);
    assertThat(budget.rate()).isEqualTo(100);
  }

  @Test
  void doesNotStopHoweverLongTheTableThrottles() {
    Budget budget = new Budget(100, () -> now);
    for (int i = 0; i < 100; i++) {
      budget.throttled();
      now += (long) (1.01 * SECOND);
    }
    assertThat(budget.rate()).isBetween(10.0, 15.0);
  }

  @Test
  void followsTheTableWhenItsCapacityChanges() {
    Budget budget = new Budget(100, () -> now);
    budget.target(30);
    assertThat(budget.rate()).isEqualTo(30);
    Simulation simulation = new Simulation(budget, 4, 0.03);
    simulation.run(20);
    assertThat(simulation.mostIn(10)).isLessThanOrEqualTo(330);
    budget.target(300);
    now += (long) (20 * SECOND);
    assertThat(budget.rate()).isEqualTo(300);
  }
}
