package io.dynalake.batch;

import io.dynalake.item.DynamoNumber;
import io.dynalake.item.TimestampReader;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** Days since the epoch, from S or N: the day in the zone of the batch. */
final class DateVector extends IntVector {
  private static final long MICROS = 1_000_000;
  private static final long DAY = 86_400;

  private final TimestampReader reader;
  private final ZoneRules rules;

  DateVector(String path, ZoneId zone) {
    super(path);
    reader = new TimestampReader(zone);
    rules = zone.getRules();
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    if (profile != null) {
      profile.string(bytes, offset, length);
    }
    if (!reader.text(bytes, offset, length)) {
      throw misfit("text that is no date");
    }
    append(day());
  }

  @Override
  public void number(DynamoNumber number) {
    if (profile != null) {
      profile.number(number);
    }
    if (!reader.number(number)) {
      throw misfit(Decimal64Vector.describe(number));
    }
    append(day());
  }

  private int day() {
    long seconds = Math.floorDiv(reader.micros(), MICROS);
    long local = seconds + rules.getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    return (int) Math.floorDiv(local, DAY);
  }

  @Override
  String typeName() {
    return "date";
  }
}
