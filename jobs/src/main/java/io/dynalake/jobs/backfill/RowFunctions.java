package io.dynalake.jobs.backfill;

import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.convert.ItemTarget;
import io.dynalake.dataset.partition.HiveNames;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about items while they are parsed, for typed rows: the row's values are pushed
 * where the parser would push an item's, so that both ways decide alike.
 */
final class RowFunctions {
  private RowFunctions() {}

  /** The part that is made anew in every task. */
  private static final class Rows {
    private final ItemTarget target;
    private final DynamoNumber number = new DynamoNumber();

    Rows(ItemSelection selection) {
      target = new ItemTarget(selection);
    }

    void push(Row row) {
      MapSink sink = target.wrap(SkipSink.INSTANCE);
      push(row, sink);
    }

    private void push(Row row, MapSink sink) {
      StructType type = row.schema();
      for (int i = 0; i < row.length(); i++) {
        byte[] name = utf8(type.fields()[i].name());
        push(row.get(i), sink.attribute(name, 0, name.length));
      }
    }

    private void push(@Nullable Object value, ValueSink sink) {
      if (value == null) {
        sink.nullValue();
      } else if (value instanceof String text) {
        byte[] bytes = utf8(text);
        sink.string(bytes, 0, bytes.length);
      } else if (value instanceof byte[] bytes) {
        sink.binary(bytes, 0, bytes.length);
      } else if (value instanceof Boolean bool) {
        sink.bool(bool);
      } else if (value instanceof Number) {
        byte[] text = utf8(value.toString());
        number.parse(text, 0, text.length);
        sink.number(number);
      } else if (value instanceof Timestamp timestamp) {
        push(timestamp.toInstant().toString(), sink);
      } else if (value instanceof Date date) {
        push(date.toLocalDate().toString(), sink);
      } else if (value instanceof Instant || value instanceof LocalDate) {
        // What spark.sql.datetime.java8API.enabled gives instead.
        push(value.toString(), sink);
      } else if (value instanceof Row row) {
        push(row, sink.beginMap());
        sink.endMap();
      } else {
        sink.nullValue();
      }
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Whether the timestamp filter keeps a row of its attribute. */
  static final class Keeps implements UDF1<Row, Boolean> {
    private static final long serialVersionUID = 1L;

    private final ItemSelection selection;
    private transient @Nullable Rows rows;

    Keeps(ItemSelection selection) {
      this.selection = selection;
    }

    @Override
    public Boolean call(Row row) {
      if (rows == null) {
        rows = new Rows(selection);
      }
      rows.push(row);
      return rows.target.decide().keeps();
    }
  }

  /** The values of the partition columns, null for the null partition. */
  static final class PartitionValues implements UDF1<Row, List<String>> {
    private static final long serialVersionUID = 1L;

    private final ItemSelection selection;
    private transient @Nullable Rows rows;

    PartitionValues(ItemSelection selection) {
      this.selection = selection;
    }

    @Override
    public List<String> call(Row row) {
      if (rows == null) {
        rows = new Rows(selection);
      }
      rows.push(row);
      List<String> values = new ArrayList<>();
      for (String segment : rows.target.directory().split("/", -1)) {
        values.add(HiveNames.value(segment));
      }
      return values;
    }
  }
}
