package io.dynalake.it.catalog;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynalake.error.JobException;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.export.ExportWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Exports of a shop's orders, and backfills of them into a table. */
final class Shop {
  static final String FIRST_DAY = "2010-01-01";
  static final String PARTITION_BY = "--partition-by=Day=day(updatedAt), shop";

  private final Path folder;
  private int exports;

  Shop(Path folder) {
    this.folder = folder;
  }

  /** Writes an export and returns its folder. */
  String export(String... items) {
    return export(List.of(items));
  }

  String export(List<String> items) {
    String id = String.format(Locale.ROOT, "01715685260%03d-c488b4e1", ++exports);
    return ExportWriter.in(folder.resolve("export" + exports))
        .id(id)
        .file(items)
        .write()
        .folder()
        .toString();
  }

  /** An order; {@code more} are further attributes as JSON, each with a comma before it. */
  static String order(String pk, String day, String shop, String more) {
    return "{\"pk\":{\"S\":\""
        + pk
        + "\"},\"updatedAt\":{\"S\":\""
        + day
        + "T10:00:00Z\"},\"shop\":{\"S\":\""
        + shop
        + "\"},\"Total\":{\"N\":\"1.5\"},\"shipTo\":{\"M\":{\"City\":{\"S\":\"Ulm\"}}}"
        + more
        + "}";
  }

  /** Orders of so many days. */
  static List<String> orders(int days) {
    LocalDate first = LocalDate.parse(FIRST_DAY);
    return IntStream.range(0, days)
        .mapToObj(i -> order("o" + i, first.plusDays(i).toString(), "x", ""))
        .toList();
  }

  static void backfill(String export, String target, String table, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "backfill",
                "--export=" + export,
                "--target=" + target,
                "--catalog-table=" + table));
    arguments.addAll(List.of(more));
    Dynalake.run(arguments.toArray(String[]::new));
  }

  static JobException refused(String export, String target, String table, String... more) {
    return catchThrowableOfType(JobException.class, () -> backfill(export, target, table, more));
  }
}
