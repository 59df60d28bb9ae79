package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.report.LoadReport;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Failure;
import io.dynalake.jobs.report.RunReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadPageTest {
  private static final FileRow DAMAGED =
      new FileRow(
          "b<2>.csv",
          "FAILED",
          Optional.empty(),
          Optional.empty(),
          1,
          0,
          10,
          Optional.of("BAD_DATA"),
          Optional.of("b<2>.csv: truncated gzip"));

  @Test
  void tellsWhereItemsWentAndHowToGoOn() throws IOException {
    String page =
        LoadPage.of(
            report(Status.PARTIAL, List.of(new Failure("", DAMAGED.message().orElseThrow()))),
            details(List.of(DAMAGED), "runs", "retry", "load-1"),
            "report.json");
    Path pages = Files.createDirectories(Path.of("target", "pages"));
    Files.writeString(pages.resolve("load.html"), page);
    assertThat(page)
        .contains("<title>load load-1: partial</title>")
        .contains("<h1>900 items went into the table, 1 of 4 files failed</h1>")
        .contains("left as they are in the table", "superseded by a later one")
        .contains("every item that was read is accounted for")
        .contains("<b>1,234.5</b> <small>write units</small>")
        .contains("b&lt;2&gt;.csv: truncated gzip")
        .contains("a.csv, line 7: no pk")
        .contains("./dynalake runs retry load-1")
        .contains("<b>2</b> completed", "<b>1</b> there before", "<b>1</b> failed")
        .doesNotContain("b<2>");
  }

  @Test
  void saysThatNothingWasLeftToDo() {
    LoadReport done =
        new LoadReport(
            "load-1",
            "load",
            Status.ALREADY_DONE,
            "in",
            "Orders",
            new LoadReport.Items(0, 0, 0, 0, 0),
            new RunReport.Files(4, 0, 0, 4),
            new LoadReport.Bytes(0, 0),
            new LoadReport.Capacity(0, 0, 0, 0, 0),
            "",
            new LoadReport.Seconds(1, 0, 0),
            List.of());
    assertThat(LoadPage.of(done, details(List.of(), "load", "--from=in"), "report.json"))
        .contains("<h1>The table has had everything before</h1>")
        .doesNotContain("id=\"items\"", "id=\"table\"", "id=\"failures\"");
  }

  private static LoadReport report(Status status, List<Failure> errors) {
    return new LoadReport(
        "load-1",
        "load",
        status,
        "in",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders",
        new LoadReport.Items(1_000, 900, 40, 50, 10),
        new RunReport.Files(4, 2, 1, 1),
        new LoadReport.Bytes(5_000, 9_000),
        new LoadReport.Capacity(1_234.5, 100, 40, 3, 3),
        "dead/load-1",
        new LoadReport.Seconds(14, 1, 12),
        errors);
  }

  private static RunDetails details(List<FileRow> files, String... command) {
    return new RunDetails(
        Instant.parse("2026-11-21T15:38:54Z"),
        List.of(),
        files,
        List.of(),
        new LeftOut(
            Map.of("the table's own is kept, by --if-exists", 40L),
            Map.of("it is no item that the table can have", 10L),
            List.of("a.csv, line 7: no pk"),
            "dead/load-1"),
        new NextStep("This then loads just those.", List.of(command)));
  }
}
