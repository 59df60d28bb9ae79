package io.dynalake.dataset.partition;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.TimestampReader;
import java.time.ZoneId;

/** A captured value as a point in time. */
final class TimestampValue {
  private final TimestampReader reader;
  private final DynamoNumber number = new DynamoNumber();

  /**
   * @param zone of text that names none
   */
  TimestampValue(ZoneId zone) {
    reader = new TimestampReader(zone);
  }

  /** Whether the value is a point in time: S or N, and readable. */
  boolean read(Capture value) {
    AttributeType type = value.type();
    if (type == AttributeType.S) {
      return reader.text(value.bytes(), 0, value.length());
    } else if (type == AttributeType.N) {
      number.parse(value.bytes(), 0, value.length());
      return reader.number(number);
    }
    return false;
  }

  /** Microseconds since 1970-01-01T00:00Z, of the value read last. */
  long micros() {
    return reader.micros();
  }
}
