package io.dynalake.jobs.report.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items that were read and not written.
 *
 * @param filtered number of items by reason
 * @param quarantined number of items by reason
 * @param named the first of the latter: "key, line n: reason"
 * @param quarantine where they lie; "" if none were kept
 */
public record LeftOut(
    Map<String, Long> filtered,
    Map<String, Long> quarantined,
    List<String> named,
    String quarantine) {
  public static final LeftOut NOTHING = new LeftOut(Map.of(), Map.of(), List.of(), "");

  public LeftOut {
    filtered = Collections.unmodifiableMap(new LinkedHashMap<>(filtered));
    quarantined = Collections.unmodifiableMap(new LinkedHashMap<>(quarantined));
    named = List.copyOf(named);
  }
}
