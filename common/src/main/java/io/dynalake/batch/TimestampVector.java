package io.dynalake.batch;

import io.dynalake.item.DynamoNumber;
import io.dynalake.item.TimestampReader;
import java.time.ZoneId;

/** Microseconds since the epoch, from S or N. */
final class TimestampVector extends LongVector {
  private final TimestampReader reader;

  TimestampVector(String path, ZoneId zone) {
    super(path);
    reader = new TimestampReader(zone);
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    if (profile != null) {
      profile.string(bytes, offset, length);
    }
    if (!reader.text(bytes, offset, length)) {
      throw misfit("text that is no point in time");
    }
    append(reader.micros());
  }

  @Override
  public void number(DynamoNumber number) {
    if (profile != null) {
      profile.number(number);
    }
    if (!reader.number(number)) {
      throw misfit(Decimal64Vector.describe(number));
    }
    append(reader.micros());
  }

  @Override
  String typeName() {
    return "timestamp";
  }
}
