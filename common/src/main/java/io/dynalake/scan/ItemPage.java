package io.dynalake.scan;

/**
 * A page of a scan: items as the service wrote them, {@code {"pk":{"S":"a"},…}}, without line
 * breaks. The items lie in one array, which is the consumer's only until the next page.
 */
public final class ItemPage {
  private final ItemSpans items;
  private final Costs costs;

  /**
   * What the page took.
   *
   * @param scanned items read, of which a filter may have dropped some
   * @param capacity units consumed
   * @param throttles requests that were throttled before it came
   * @param retries requests that failed before it came, throttled ones included
   */
  public record Costs(int scanned, double capacity, int throttles, int retries) {
    public Costs {
      if (scanned < 0 || capacity < 0 || throttles < 0 || retries < throttles) {
        throw new IllegalArgumentException(
            "costs " + scanned + ", " + capacity + ", " + throttles + ", " + retries);
      }
    }
  }

  ItemPage(ItemSpans items, Costs costs) {
    this.items = items;
    this.costs = costs;
  }

  public int count() {
    return items.count();
  }

  public byte[] bytes() {
    return items.bytes();
  }

  /** Where item i starts in {@link #bytes}. */
  public int start(int i) {
    return items.start(i);
  }

  /** Where item i ends, exclusive. */
  public int end(int i) {
    return items.end(i);
  }

  public Costs costs() {
    return costs;
  }
}
