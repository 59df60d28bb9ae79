package io.dynalake.archive;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.ItemLine;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.TimestampReader;
import io.dynalake.item.ValueSink;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Says whether an item is old enough to be deleted. An expression of DynamoDB compares texts as
 * texts, whatever dates they mean: so what it selects is looked at once more.
 *
 * @param attribute at the top level, or "" where age does not matter
 * @param before the first instant that is not old enough
 * @param zone of timestamps that name none
 */
public record Age(String attribute, Instant before, ZoneId zone) implements Serializable {
  /** Every item is old enough. */
  public static final Age ANY = new Age("", Instant.EPOCH, ZoneId.of("UTC"));

  /** A judge of items; not safe for threads. */
  Judge judge() {
    return new Judge(this);
  }

  /** Judges items one by one. */
  static final class Judge extends SkipSink {
    private final ItemLine line = new ItemLine();
    private final byte[] name;
    private final long beforeMicros;
    private final TimestampReader reader;
    private final boolean any;
    private boolean old;

    Judge(Age age) {
      any = age.attribute().isEmpty();
      name = age.attribute().getBytes(StandardCharsets.UTF_8);
      beforeMicros = ChronoUnit.MICROS.between(Instant.EPOCH, age.before());
      reader = new TimestampReader(age.zone());
    }

    /** Of an item that was checked: {@code {"pk":{"S":"a"},…}}. */
    boolean isOld(byte[] json) {
      if (any) {
        return true;
      }
      old = false;
      line.parse(json, this);
      return old;
    }

    @Override
    public ValueSink attribute(byte[] bytes, int offset, int length) {
      return Arrays.equals(name, 0, name.length, bytes, offset, offset + length)
          ? this
          : SkipSink.INSTANCE;
    }

    @Override
    public void string(byte[] bytes, int offset, int length) {
      old = reader.text(bytes, offset, length) && reader.micros() < beforeMicros;
    }

    @Override
    public void number(DynamoNumber number) {
      old = reader.number(number) && reader.micros() < beforeMicros;
    }

    @Override
    public ValueSink beginList() {
      return SkipSink.INSTANCE;
    }

    @Override
    public MapSink beginMap() {
      return SkipSink.INSTANCE;
    }

    @Override
    public ValueSink beginSet(AttributeType type) {
      return SkipSink.INSTANCE;
    }
  }
}
