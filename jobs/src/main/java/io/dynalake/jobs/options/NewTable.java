package io.dynalake.jobs.options;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table to create.
 *
 * @param keys partition key first, and a sort key or none
 * @param reads capacity units that are provisioned, 0 for on demand
 * @param writes like reads
 */
public record NewTable(List<Key> keys, long reads, long writes) {
  private static final Pattern KEY = Pattern.compile("([^:,]{1,255}):([SNB])");
  private static final Pattern PROVISIONED = Pattern.compile("provisioned:(\\d{1,9}),(\\d{1,9})");

  public NewTable {
    keys = List.copyOf(keys);
  }

  /**
   * A key attribute.
   *
   * @param type S, N or B
   */
  public record Key(String name, String type) {}

  public boolean isOnDemand() {
    return writes == 0;
  }

  /**
   * Reads {@code customerId:S,orderId:N} and {@code on-demand} or {@code provisioned:100,200}.
   *
   * @throws JobException USAGE if it is neither
   */
  static NewTable parse(String keys, String billing) {
    List<Key> parsed = new ArrayList<>();
    for (String each : keys.split(",", -1)) {
      Matcher key = KEY.matcher(each.strip());
      if (!key.matches() || parsed.size() == 2) {
        throw new JobException(
            ErrorCode.USAGE,
            "'"
                + keys
                + "' is no key of a table; give NAME:TYPE of the partition key, and after a"
                + " comma that of a sort key, e.g. customerId:S,orderId:N");
      }
      parsed.add(new Key(key.group(1), key.group(2)));
    }
    Matcher provisioned = PROVISIONED.matcher(billing.strip());
    if (provisioned.matches()) {
      return new NewTable(
          parsed, Long.parseLong(provisioned.group(1)), Long.parseLong(provisioned.group(2)));
    }
    if (!billing.strip().equals("on-demand")) {
      throw new JobException(
          ErrorCode.USAGE,
          "--billing '"
              + billing
              + "': give on-demand or provisioned:READS,WRITES, e.g."
              + " provisioned:100,200");
    }
    return new NewTable(parsed, 0, 0);
  }
}
