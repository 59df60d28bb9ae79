package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.progress.PhaseSamples;
import io.dynalake.jobs.progress.PhaseSamples.Sample;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.Acquired.Landed;
import io.dynalake.jobs.report.Acquired.ScanFacts;
import io.dynalake.jobs.report.Acquired.Status;
import io.dynalake.jobs.report.AcquisitionReport;
import io.dynalake.jobs.report.RunReport.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LandingPageTest {
  private static final Instant ENDED = Instant.parse("2026-05-01T12:01:40Z");
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";

  @Test
  void tellsWhatAScanConsumed() throws IOException {
    ScanFacts facts = new ScanFacts(64, 40, 64, 51_200.5, 512, 12, 15, 100);
    Landed export = new Landed("file:/lake/raw/AWSDynamoDB/01", "", 400_000, 90 << 20);
    PhaseSamples scan =
        new PhaseSamples(
            "scan",
            "segment",
            ENDED.minusSeconds(100),
            ENDED,
            List.of(new Sample(50_000, 20, 100_000, 0), new Sample(100_000, 40, 250_000, 0)));
    String page =
        page("scan", new Acquired("scan", Status.COMPLETED, TABLE, List.of(export), facts), scan);

    assertThat(page)
        .contains("<title>export nightly: completed</title>")
        .contains("<b>400,000</b>", "<b>51,200.5</b>", "<b>512.0</b>", "<b>12</b>", "<b>15</b>")
        .contains("<b>40</b> <small>of 64</small>")
        .contains("2026-05-01 12:00:00 UTC, took 100.0 s")
        .contains("Items a second <small>at most 2,500</small>")
        .contains("./dynalake export \\\n    --table Orders");
  }

  @Test
  void leavesOutWhatIsNotKnownOfAnExport() throws IOException {
    List<Landed> exports =
        List.of(
            new Landed("s3a://b/AWSDynamoDB/01", TABLE + "/export/01", 10, 512),
            new Landed("s3a://b/AWSDynamoDB/02", TABLE + "/export/02", -1, -1));
    String page = page("pitr", new Acquired("pitr", Status.ALREADY_DONE, TABLE, exports, null));

    assertThat(page)
        .contains("<h1>The table was landed before</h1>", "/export/02</bdi>", ">512 B</td>")
        .doesNotContain("Items landed", "Consumed capacity", "id=\"throughput\"", ">-1");
  }

  @Test
  void tellsWhatFailedAndWhatIsLanded() throws IOException {
    ScanFacts facts = new ScanFacts(64, 10, 12, 3, 0.5, 0, 0, 6);
    Acquired acquired = new Acquired("scan", Status.FAILED, TABLE, List.of(), facts);
    String page =
        page("failed", acquired, List.of(new Failure("", "table Orders, segment 7 of 64: <no>")));

    assertThat(page)
        .contains("<title>export nightly: failed</title>")
        .contains("<h1>The table is not landed as a whole</h1>", "class=\"state failed\"")
        .contains("table Orders, segment 7 of 64: &lt;no")
        .contains("<b>12</b> <small>of 64</small>")
        .doesNotContain("Items landed", "<th scope=\"col\" class=\"wide\">Export");
  }

  private static String page(String name, Acquired acquired, PhaseSamples... phases)
      throws IOException {
    return page(name, acquired, List.of(), phases);
  }

  private static String page(
      String name, Acquired acquired, List<Failure> errors, PhaseSamples... phases)
      throws IOException {
    String page =
        LandingPage.of(
            new AcquisitionReport(
                "nightly", "export", acquired.status(), "file:/lake/raw", acquired, 100, errors),
            new RunDetails(
                ENDED,
                List.of(phases),
                List.of(),
                List.of(),
                LeftOut.NOTHING,
                new NextStep("What was run.", List.of("export", "--table", "Orders"))),
            "nightly.json");
    Path folder = Files.createDirectories(Path.of("target", "pages"));
    Files.writeString(folder.resolve("landing-" + name + ".html"), page);
    return page;
  }
}
