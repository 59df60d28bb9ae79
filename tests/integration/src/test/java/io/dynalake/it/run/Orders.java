package io.dynalake.it.run;

import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small exports of orders that spread over days; the same arguments give the same items. */
final class Orders {
  static final String PARTITION_BY = "day=day(updatedAt), bucket=bucket(4, pk)";

  private static final LocalDate FIRST = LocalDate.of(2024, 5, 1);
  private static final String TEXT =
      "Größe, 東京, \\\"quoted\\\", and enough of it that an item has the size of a usual one";

  private Orders() {}

  /**
   * Writes an export.
   *
   * @param name distinguishes exports and their items
   * @param fromDay the first day, counted from 1
   * @param toDay the last day
   * @param extra an attribute that only this export has, or empty
   */
  static WrittenExport write(
      Path bucket, String name, int items, int files, int fromDay, int toDay, String extra) {
    ExportWriter writer =
        ExportWriter.in(bucket)
            .id("0171547200031" + name.length() + "-" + hex(name))
            .table("Orders");
    for (int file = 0; file < files; file++) {
      List<String> lines = new ArrayList<>();
      for (int i = file; i < items; i += files) {
        lines.add(item(name, i, fromDay + i % (toDay - fromDay + 1), extra));
      }
      writer.file(lines);
    }
    return writer.write();
  }

  private static String hex(String name) {
    return String.format(Locale.ROOT, "%08x", name.hashCode());
  }

  private static String item(String name, int i, int day, String extra) {
    String at = FIRST.plusDays(day - 1L) + String.format(Locale.ROOT, "T%02d:17:03Z", i % 24);
    String updatedAt = i % 97 == 0 ? "" : "\"updatedAt\":{\"S\":\"" + at + "\"},";
    String more = extra.isEmpty() ? "" : ",\"" + extra + "\":{\"S\":\"" + extra + i % 7 + "\"}";
    return String.format(
        Locale.ROOT,
        "{\"pk\":{\"S\":\"%s#%06d\"},%s\"total\":{\"N\":\"%d.%02d\"},\"lines\":{\"L\":[{\"M\":"
            + "{\"sku\":{\"S\":\"sku-%d\"},\"quantity\":{\"N\":\"%d\"}}}]},\"tags\":{\"SS\":"
            + "[\"a%d\",\"b\"]},\"note\":{\"S\":\"%s %d\"},\"exact\":{\"N\":"
            + "\"9007199254740993%06d\"}%s}",
        name,
        i,
        updatedAt,
        i,
        i % 100,
        i % 600,
        i % 9,
        i % 5,
        TEXT,
        i,
        i,
        more);
  }
}
