package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.PhaseSamples;
import io.dynalake.jobs.progress.PhaseSamples.Sample;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Bytes;
import io.dynalake.jobs.report.RunReport.Column;
import io.dynalake.jobs.report.RunReport.Conflict;
import io.dynalake.jobs.report.RunReport.Failure;
import io.dynalake.jobs.report.RunReport.Items;
import io.dynalake.jobs.report.RunReport.Partition;
import io.dynalake.jobs.report.RunReport.Schema;
import io.dynalake.jobs.report.RunReport.Seconds;
import io.dynalake.jobs.report.RunReport.Source;
import io.dynalake.jobs.report.RunReport.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs of any size, with figures that fit together. */
record SampleRuns(int files, int failed, int partitions, int columns, String attribute) {
  static final Instant BEGAN = Instant.parse("2026-11-21T15:38:54Z");
  private static final String ROOT = "s3://company-exports/AWSDynamoDB/01715685260608-c488b4e1";

  static SampleRuns of(int files, int failed, int partitions, int columns) {
    return new SampleRuns(files, failed, partitions, columns, "attribute");
  }

  SampleRuns named(String name) {
    return new SampleRuns(files, failed, partitions, columns, name);
  }

  private static String key(int file) {
    return "AWSDynamoDB/01715685260608-c488b4e1/data/"
        + Long.toString(new Random(file).nextLong(1L << 60), 36)
        + ".json.gz";
  }

  private static String message(int file) {
    return switch (file % 3) {
      case 0 -> "truncated gzip: the file ends in the middle";
      case 1 ->
          "its MD5 is 9e107d9d372bb6826bd81d3542a419d6, but the manifest says e4d909c290d0fb1";
      default -> "it has 40,118 items, but the manifest promises 40,119";
    };
  }

  private boolean isFailed(int file) {
    int every = Math.max(files / Math.max(failed, 1), 1);
    return file % every == (every > 1 ? 1 : 0) && file / every < failed;
  }

  long read() {
    return 5_000L * (files - failed);
  }

  RunReport report(Status status) {
    boolean written = status == Status.COMPLETED || status == Status.PARTIAL;
    long read = written ? read() : 0;
    long filtered = read / 50;
    long bad = Math.min(read, 17);
    List<Failure> errors = new ArrayList<>();
    if (status == Status.FAILED) {
      errors.add(
          new Failure(
              "",
              ROOT
                  + ": "
                  + failed
                  + " of "
                  + files
                  + " data files do not verify, nothing was written; "
                  + key(1)
                  + ": truncated gzip: the file ends in the middle; copy them again, or leave them"
                  + " out with --on-bad-file skip"));
    } else {
      IntStream.range(0, files)
          .filter(this::isFailed)
          .forEach(file -> errors.add(new Failure(key(file), message(file))));
    }
    return new RunReport(
        "20261121T153854-54ac1d",
        "backfill",
        status,
        new Source(
            ROOT,
            "",
            "arn:aws:dynamodb:eu-central-1:123456789012:table/" + attribute,
            "2024-05-14T11:14:20.608Z",
            List.of(
                "data/x7.json.gz: the manifest has no MD5 of it, so only its items are counted"),
            null),
        "s3://lake/warehouse/orders",
        new Items(read, read - filtered - bad, filtered, bad),
        new RunReport.Files(files, written ? files - failed : 0, written ? failed : 0, 0),
        new Bytes(written ? 431L * read : 0, written ? 187L * read : 0),
        written ? written() : List.of(),
        new Schema(
            3,
            written ? IntStream.range(0, columns).mapToObj(this::column).toList() : List.of(),
            written
                ? List.of("+ " + attribute + ": string", "lines[].sku: bigint → string")
                : List.of(),
            written
                ? List.of(
                    new Conflict("externalRef", List.of("S", "N"), "string"),
                    new Conflict(attribute + "[].x", List.of("S", "BOOL"), "string"))
                : List.of()),
        List.of(),
        new Seconds(seconds(), seconds() * 0.45, seconds() * 0.4, seconds() * 0.05, 0, 0.01),
        errors);
  }

  private double seconds() {
    return 4 + files / 40.0;
  }

  private Column column(int column) {
    return new Column(name(column), name(column), "string", List.of("S"), read());
  }

  private String name(int column) {
    String[] known = {
      "orderId",
      "customerId",
      "createdAt",
      "updatedAt",
      "status",
      "total",
      "currency",
      "address",
      "lines",
      "discount",
      "externalRef",
      "tags",
      "notes",
      "paidAt",
      "giftMessage"
    };
    return column < known.length && attribute.equals("attribute")
        ? known[column]
        : attribute + column;
  }

  private List<Partition> written() {
    List<Partition> all = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < partitions; i++) {
      long items = (long) (100 + 40_000 * Math.pow(random.nextDouble(), 4));
      String day = LocalDate.of(2018, 1, 1).plusDays(i).toString();
      all.add(new Partition("updatedAt_day=" + day, items, 1 + items / 20_000, items * 187));
    }
    return all;
  }

  RunDetails details(Status status) {
    boolean written = status == Status.COMPLETED || status == Status.PARTIAL;
    List<FileRow> rows = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < files; i++) {
      long start = (long) (seconds() * 450 * i / files) + 600;
      long took = isFailed(i) ? 20 : (long) (90 + 700 * Math.pow(random.nextDouble(), 3));
      rows.add(
          new FileRow(
              key(i),
              isFailed(i) ? "FAILED" : written ? "COMPLETED" : "PENDING",
              Optional.of(BEGAN.plusMillis(start)),
              Optional.of(BEGAN.plusMillis(start + took)),
              isFailed(i) ? 3 : 1,
              isFailed(i) ? 0 : 5_000,
              1_930_000 + random.nextInt(400_000),
              isFailed(i) ? Optional.of("BAD_DATA") : Optional.empty(),
              isFailed(i) ? Optional.of(message(i)) : Optional.empty()));
    }
    return new RunDetails(
        BEGAN.plusMillis((long) (seconds() * 1e3)),
        phases(written),
        rows,
        written ? List.of(new DatasetColumns("", read(), rows(), 0)) : List.of(),
        new LeftOut(
            Map.of("updatedAt is not in the range of dates", read() / 50),
            written
                ? Map.of("no type tag", 12L, "S: a control character in a string", 5L)
                : Map.of(),
            List.of(
                key(4) + ", line 1022: attribute \"" + attribute + "\": no type tag",
                key(9) + ", line 77: attribute \"note\": S: a control character in a string"),
            "s3://lake/warehouse/orders/_dynalake/quarantine/20261121T153854-54ac1d"),
        new NextStep(
            "Mend the files that failed, or copy them again. The same command then takes just"
                + " those.",
            List.of(
                "backfill",
                "--export",
                ROOT,
                "--target",
                "s3://lake/warehouse/orders",
                "--partition-by",
                "day(updatedAt)",
                "--on-bad-file",
                "skip")));
  }

  private List<PhaseSamples> phases(boolean whole) {
    List<PhaseSamples> phases = new ArrayList<>();
    long verify = (long) (seconds() * 450);
    phases.add(phase("verify", 500, verify, read(), 431 * read(), files));
    if (whole) {
      long convert = (long) (seconds() * 400);
      phases.add(phase("convert", 500 + verify, convert, read(), 900 * read(), files));
      Instant last = BEGAN.plusMillis(500 + verify + convert);
      phases.add(
          new PhaseSamples(
              "commit",
              "file",
              last,
              last.plusMillis((long) (seconds() * 50)),
              List.of(new Sample((long) (seconds() * 50), partitions, 0, 0))));
    }
    return phases;
  }

  private static PhaseSamples phase(
      String name, long start, long took, long items, long bytes, long parts) {
    List<Sample> samples = new ArrayList<>();
    Random random = new Random(name.hashCode());
    double done = 0;
    for (int i = 1; i <= 120; i++) {
      done =
          i == 120 ? 1 : Math.min(1, done + (0.4 + random.nextDouble()) * Math.min(i, 12) / 1300);
      samples.add(
          new Sample(
              took * i / 120, (long) (parts * done), (long) (items * done), (long) (bytes * done)));
    }
    Instant started = BEGAN.plusMillis(start);
    return new PhaseSamples(name, "file", started, started.plusMillis(took), samples);
  }

  private List<ColumnRow> rows() {
    List<ColumnRow> rows = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      String name = name(i);
      long present = read() - (i < 5 ? 0 : read() * (i % 17) / 17);
      Map<String, Long> seen = new LinkedHashMap<>();
      seen.put("S", present);
      if (name.equals("address") || name.equals("lines")) {
        String type = name.equals("address") ? "struct" : "array<struct>";
        rows.add(
            new ColumnRow(
                0,
                name,
                name,
                type,
                Map.of(type.equals("struct") ? "M" : "L", present),
                present,
                read()));
        rows.add(new ColumnRow(1, "city", "city", "string", seen, present, present));
        rows.add(new ColumnRow(1, "geo", "geo", "struct", Map.of("M", present), 9, present));
        rows.add(new ColumnRow(2, "lat", "lat", "decimal(18,6)", Map.of("N", 9L), 9, 9));
        continue;
      }
      if (name.equals("externalRef")) {
        seen.put("N", 412L);
      }
      if (i % 7 == 6) {
        seen.put("NULL", read() - present);
      }
      rows.add(
          new ColumnRow(0, name, i == 3 ? "Updated At" : name, "string", seen, present, read()));
    }
    return rows;
  }
}
