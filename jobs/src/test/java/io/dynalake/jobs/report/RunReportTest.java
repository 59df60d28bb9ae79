package io.dynalake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.report.RunReport.Bytes;
import io.dynalake.jobs.report.RunReport.CatalogTable;
import io.dynalake.jobs.report.RunReport.Column;
import io.dynalake.jobs.report.RunReport.Conflict;
import io.dynalake.jobs.report.RunReport.Failure;
import io.dynalake.jobs.report.RunReport.Items;
import io.dynalake.jobs.report.RunReport.Partition;
import io.dynalake.jobs.report.RunReport.Schema;
import io.dynalake.jobs.report.RunReport.Seconds;
import io.dynalake.jobs.report.RunReport.Source;
import io.dynalake.jobs.report.RunReport.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final RunReport REPORT =
      new RunReport(
          "20260101T000000-00ff00",
          "backfill",
          Status.PARTIAL,
          new Source(
              "file:/in",
              "arn:e",
              "arn:t",
              "2024-05-01T00:00:00.000Z",
              List.of("no .md5 file"),
              null),
          "file:/out",
          new Items(9_007_199_254_740_993L, 1200, 34, 5),
          new RunReport.Files(8, 7, 1, 2),
          new Bytes(1536, 2048),
          List.of(
              new Partition("updatedAt_day=2024-05-01", 1000, 2, 1500),
              new Partition("updatedAt_day=2024-05-02", 200, 1, 548)),
          new Schema(
              3,
              List.of(new Column("total_2", "Total", "decimal(18,2)", List.of("N", "NULL"), 1200L)),
              List.of("column note was added"),
              List.of(new Conflict("misc", List.of("N", "S"), "string"))),
          List.of(new CatalogTable("shop.orders", false, 2, List.of("note"))),
          new Seconds(12.5, 4.25, 8, 0.25, 0.125, 0.1),
          List.of(new Failure("data/x.json.gz", "its MD5 differs")));

  @Test
  void hasTheDocumentedJson() throws Exception {
    String expected =
        """
        {"runId":"20260101T000000-00ff00","job":"backfill","status":"PARTIAL",
         "source":{"export":"file:/in","exportArn":"arn:e","tableArn":"arn:t",
                   "exportTime":"2024-05-01T00:00:00.000Z","warnings":["no .md5 file"]},
         "target":"file:/out",
         "items":{"read":9007199254740993,"written":1200,"filtered":34,"quarantined":5},
         "files":{"total":8,"completed":7,"failed":1,"skipped":2},
         "bytes":{"read":1536,"written":2048},
         "partitions":[
           {"path":"updatedAt_day=2024-05-01","items":1000,"files":2,"bytes":1500},
           {"path":"updatedAt_day=2024-05-02","items":200,"files":1,"bytes":548}],
         "schema":{"version":3,
           "columns":[{"name":"total_2","attribute":"Total","type":"decimal(18,2)",
                       "dynamodbTypes":["N","NULL"],"present":1200}],
           "changes":["column note was added"],
           "conflicts":[{"path":"misc","dynamodbTypes":["N","S"],"type":"string"}]},
         "catalog":[{"table":"shop.orders","created":false,"partitionsAdded":2,
                     "columnsAdded":["note"]}],
         "seconds":{"total":12.5,"verify":4.25,"convert":8.0,"commit":0.25,"catalog":0.125,
                    "ledger":0.1},
         "errors":[{"file":"data/x.json.gz","message":"its MD5 differs"}]}
        """;
    ObjectMapper mapper = new ObjectMapper();

    // As text, since the order of the keys is part of it.
    assertThat(mapper.readTree(REPORT.toJson()).toString())
        .isEqualTo(mapper.readTree(expected).toString());
    assertThat(REPORT.toJson()).endsWith("}\n");
  }

  @Test
  void isSummedUpInATable() {
    assertThat(Summary.of(REPORT, List.of("file:/out/reports/r.json", "file:/out/reports/r.html")))
        .isEqualTo(
            """
            backfill 20260101T000000-00ff00: partial, some files failed
              items       9,007,199,254,740,993 read
                          1,200 written
                          34 filtered
                          5 quarantined
              files       7 of 8 converted, 1 failed, 2 skipped
              bytes       1.5 KB read, 2.0 KB written
              partitions  2, 3 files written
              schema      version 3, 1 column, 1 change, 1 conflict
              time        12.5 s (verify 4.3 s, convert 8.0 s, commit 0.3 s, catalog 0.1 s)
              target      file:/out
              catalog     shop.orders, 1 column and 2 partitions added
              report      file:/out/reports/r.json
                          file:/out/reports/r.html
              warnings:
                no .md5 file
              schema changes:
                column note was added
              attributes of mixed types:
                misc: N, S became string
              errors:
                data/x.json.gz: its MD5 differs
            """);
  }

  @Test
  void isSummedUpWithoutEndlessLists() {
    List<Failure> failures =
        IntStream.range(0, 12).mapToObj(i -> new Failure("", "failure " + i)).toList();
    RunReport many =
        new RunReport(
            "r",
            "backfill",
            Status.ALREADY_DONE,
            new Source("in", "", "", "", List.of(), null),
            "out",
            new Items(0, 0, 0, 0),
            new RunReport.Files(0, 0, 0, 0),
            new Bytes(0, 0),
            List.of(),
            new Schema(0, List.of(), List.of(), List.of()),
            List.of(),
            new Seconds(0, 0, 0, 0, 0, 0),
            failures);

    assertThat(Summary.of(many, List.of()))
        .startsWith("backfill r: already done, nothing was written\n")
        .contains("  schema      0 columns, 0 changes, 0 conflicts\n")
        .contains("    failure 9\n    and 2 more, in the report\n")
        .doesNotContain("failure 10")
        .doesNotContain("report  ")
        .doesNotContain("catalog");
    assertThat(many.toJson()).doesNotContain("\"catalog\" : [");
  }

  @Test
  void isWrittenAndReplaced(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("new folder/report.json");

    ReportFile.write(REPORT.toJson(), file.toString(), new Configuration());
    String location = ReportFile.write(REPORT.toJson(), file.toString(), new Configuration());

    assertThat(location).isEqualTo("file:" + file);
    assertThat(Files.readString(file)).isEqualTo(REPORT.toJson());
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysWhereItCannotBeWritten(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    String below = file.resolve("report.json").toString();

    assertThatThrownBy(() -> ReportFile.write(REPORT.toJson(), below, new Configuration()))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
        .hasMessageContaining(below + ": the report cannot be written;")
        .hasMessageContaining("check the location and the rights to write there");
  }
}
