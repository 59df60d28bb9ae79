package io.dynalake.capacity;

import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A budget that tasks share and that follows the table while it is open; on the driver. */
public final class SharedBudget implements AutoCloseable {
  private final @Nullable BudgetEndpoint endpoint;
  private final @Nullable RateFollower follower;

  private SharedBudget(@Nullable BudgetEndpoint endpoint, @Nullable RateFollower follower) {
    this.endpoint = endpoint;
    this.follower = follower;
  }

  /**
   * Opens it.
   *
   * @param rate that the target means at present, empty if there is no limit
   * @param table looks at the table again
   */
  public static SharedBudget open(
      RateTarget target, OptionalDouble rate, Supplier<TableDescription> table) {
    if (rate.isEmpty()) {
      return new SharedBudget(null, null);
    }
    Budget budget = new Budget(rate.getAsDouble(), System::nanoTime);
    BudgetEndpoint endpoint = BudgetEndpoint.open(budget);
    RateFollower follower = new RateFollower(target, table, budget);
    follower.start();
    return new SharedBudget(endpoint, follower);
  }

  /** How tasks find it; null if there is no limit. */
  public @Nullable BudgetAddress addressOrNull() {
    return endpoint == null ? null : endpoint.address();
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
  }
}
