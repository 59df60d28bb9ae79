package io.dynalake.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Failure;
import io.dynalake.jobs.report.RunReport.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunPageTest {
  /** To be looked at. */
  private static final Path PAGES = Path.of("target", "pages");

  @Test
  void tellsWhatAPartialRunDidAndHowToGoOn() throws IOException {
    String page = page("partial", SampleRuns.of(400, 5, 40, 15), Status.PARTIAL);

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<title>backfill 20261121T153854-54ac1d: partial</title>")
        .contains("<h1>395 of 400 files went into the dataset, 5 failed</h1>")
        .contains("every item that was read is accounted for")
        .contains(">1,975,000</td>", ">1,935,483</td>", ">39,500</td>", ">17</td>")
        .contains("truncated gzip: the file ends in the middle")
        .contains("--partition-by 'day(updatedAt)' \\\n    --on-bad-file skip")
        .contains("<a href=\"./run.json\">run.json</a>");
    assertThat(count(page, "<code>BAD_DATA</code>")).isEqualTo(5);
    assertThat(page)
        .contains("<bdi>externalRef</bdi></th><td class=\"seen\">S\u00a0813,236, N\u00a0412</td>")
        .contains("<bdi>attribute[].x</bdi></th><td class=\"seen\">S, BOOL</td>");
    assertThat(page.indexOf("How to go on")).isLessThan(page.indexOf(">Items<"));
  }

  @Test
  void saysWhyARunFailed() throws IOException {
    String page = page("failed", SampleRuns.of(8, 2, 4, 15), Status.FAILED);

    assertThat(page)
        .contains("<h1>Nothing was written</h1>")
        .contains("2 of 8 data files do not verify, nothing was written")
        .contains("<b>6</b> still to do")
        .contains("<b>2</b> failed")
        .doesNotContain("id=\"partitions\"", "id=\"schema\"");
  }

  @Test
  void claimsNothingWrittenOfARunThatFailedInItsCommit() {
    RunReport staged = SampleRuns.of(8, 0, 4, 15).report(Status.COMPLETED);
    RunReport failed =
        new RunReport(
            staged.runId(),
            staged.job(),
            Status.FAILED,
            staged.source(),
            staged.target(),
            staged.items(),
            staged.files(),
            staged.bytes(),
            List.of(),
            staged.schema(),
            staged.catalog(),
            staged.seconds(),
            List.of(new Failure("", "s3://lake: it went away; try again")));
    String page = RunPage.of(failed, SampleRuns.of(8, 0, 4, 15).details(Status.FAILED), "run.json");

    assertThat(page)
        .contains("<h1>Nothing was written</h1>", "it went away", "<b>8</b> still to do")
        .doesNotContain("Items written", "id=\"items\"");
  }

  @Test
  void saysThatNothingWasLeftToDo() throws IOException {
    SampleRuns none = SampleRuns.of(1, 0, 0, 0);
    assertThat(page("already-done", none, Status.ALREADY_DONE))
        .contains("<h1>The dataset has had everything before</h1>")
        .doesNotContain("id=\"items\"", "class=\"figures\"");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1, 3", "8, 1, 3, 15", "400, 5, 40, 60", "10000, 300, 3000, 1000"})
  void staysSmallHoweverMuchThereIs(int files, int failed, int partitions, int columns)
      throws IOException {
    Status status = failed == 0 ? Status.COMPLETED : Status.PARTIAL;
    String page = page("of-" + files, SampleRuns.of(files, failed, partitions, columns), status);

    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1 << 20);
    assertThat(count(page, "<rect")).isLessThan(6_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "\u202E", "\u05D0", "W"})
  void staysSmallWhateverTheNames(String character) throws IOException {
    SampleRuns hostile = SampleRuns.of(10_000, 9_000, 3_000, 1_000).named(character.repeat(65_536));
    String page = page("long-names", hostile, Status.PARTIAL);

    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1 << 20);
  }

  @Test
  void escapesWhateverComesFromData() throws IOException {
    String name = "</style></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;";
    String page = page("hostile", SampleRuns.of(8, 1, 3, 4).named(name), Status.PARTIAL);

    assertThat(page)
        .doesNotContain("<script>alert", "<img", "</style></script>")
        .contains("&lt;/script&gt;&lt;script&gt;");
    assertThat(count(page, "<script>")).isEqualTo(1);
    assertThat(count(page, "</style>")).isEqualTo(1);
  }

  @Test
  void showsWhatWouldHideOrTurnText() throws IOException {
    String name = "gpj\u202Ecod.\u0000\u200B\uD800\r\n\u05E9\uD83D\uDE00";
    String page = page("turned", SampleRuns.of(8, 1, 3, 4).named(name), Status.PARTIAL);

    assertThat(page)
        .contains("<bdi>gpj⟨U+202E⟩cod.⟨U+0000⟩⟨U+200B⟩⟨U+D800⟩⟨U+000D⟩⏎\u05E9\uD83D\uDE000</bdi>")
        .doesNotContain("\u202E", "\u200B", "\r");
  }

  @Test
  void loadsNothingAndRunsOnlyItsOwnScript() throws Exception {
    String page = page("done", SampleRuns.of(8, 0, 30, 15), Status.COMPLETED);

    Matcher policy =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(page);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1))
        .startsWith("default-src 'none'; ")
        .contains("style-src " + new Inline(between(page, "<style>", "</style>")).source() + ";")
        .contains("script-src " + new Inline(between(page, "<script>", "</script>")).source() + ";")
        .doesNotContain("unsafe");
    assertThat(page).doesNotContain(" style=\"", "http://", "https://", "@import", " src=");
    assertThat(between(page, "<style>", "</style>")).doesNotContain("url(");
  }

  private static String page(String name, SampleRuns run, Status status) throws IOException {
    String page = RunPage.of(run.report(status), run.details(status), "run.json");
    Files.createDirectories(PAGES);
    Files.writeString(PAGES.resolve(name + ".html"), page);
    return page;
  }

  private static int count(String page, String part) {
    return page.split(Pattern.quote(part), -1).length - 1;
  }

  private static String between(String page, String from, String to) {
    int start = page.indexOf(from) + from.length();
    return page.substring(start, page.indexOf(to, start));
  }
}
