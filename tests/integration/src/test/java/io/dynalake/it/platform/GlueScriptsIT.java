package io.dynalake.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.it.run.InProcess;
import io.dynalake.jobs.options.JobCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for Glue, with the arguments that Glue gives them beside the job's own. */
@TestInstance(Lifecycle.PER_CLASS)
class GlueScriptsIT {
  private static final Path SAMPLE = Project.path("conf/samples/orders-export");
  private static final long ITEMS = 4_000;

  private Path scratch;
  private InProcess spark;
  private ScalaScripts scala;

  @BeforeAll
  void start(@TempDir Path temporary) {
    scratch = temporary;
    spark = InProcess.withS3();
    scala = ScalaScripts.compile(scripts("scala"), temporary);
  }

  @AfterAll
  void stop() throws IOException {
    scala.close();
    spark.close();
  }

  private static List<Path> scripts(String language) {
    return Project.files("glue-scripts/" + language);
  }

  @Test
  void everyJobHasAScriptInBothLanguages() {
    List<String> jobs = JobCommands.all().stream().map(JobCommand::name).sorted().toList();

    assertThat(scripts("scala").stream().map(Path::getFileName).map(Path::toString))
        .containsExactlyElementsOf(jobs.stream().map(job -> job + ".scala").toList());
    assertThat(scripts("python").stream().map(Path::getFileName).map(Path::toString))
        .containsExactlyElementsOf(jobs.stream().map(job -> job + ".py").toList());
  }

  @Test
  void scalaRunsTheJobAndCommits() throws Throwable {
    String target = scratch.resolve("by-scala").toString();

    scala.run("backfill", parameters(backfill(SAMPLE, target)));

    assertThat(scala.calls()).containsExactly("init nightly", "commit");
    assertThat(rows(target)).isEqualTo(ITEMS);
  }

  @Test
  void scalaLetsErrorsEscapeAndDoesNotCommit() throws Throwable {
    Path export = damaged("scala");
    String target = scratch.resolve("damaged-by-scala").toString();

    assertThatThrownBy(() -> scala.run("backfill", parameters(backfill(export, target))))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA));
    assertThat(scala.calls()).containsExactly("init nightly");

    List<String> skipping = new ArrayList<>(backfill(export, target));
    skipping.addAll(List.of("--on-bad-file", "skip"));
    assertThatThrownBy(() -> scala.run("backfill", parameters(skipping)))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARTIAL));
    assertThat(scala.calls()).containsExactly("init nightly");
    assertThat(rows(target)).isBetween(1L, ITEMS - 1);
  }

  /**
   * Refused in its own name, or its own plan printed: so each script calls the job it is called.
   */
  @Test
  void everyScriptCallsItsJob() throws Throwable {
    for (Path script : scripts("scala")) {
      String job = ScalaScripts.job(script);
      assertThatThrownBy(() -> scala.run(job, parameters(List.of("--no-such-option", "x"))))
          .as(job)
          .isInstanceOf(JobException.class)
          .hasMessageStartingWith(job + ":")
          .hasMessageContaining("--no-such-option: there is no such option")
          .hasMessageNotContaining("JOB_NAME");
      assertThat(scala.calls()).as(job).containsExactly("init nightly");
    }
    assumeTrue(PythonScripts.canRun(), "python3 is needed, and not there");
    try (PythonScripts python = new PythonScripts(scratch)) {
      for (Path script : scripts("python")) {
        var outcome = python.run(script, parameters(List.of("--no-such-option", "x")));
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output())
            .contains("JobException: " + ScalaScripts.job(script) + ":")
            .contains("--no-such-option: there is no such option");
        assertThat(outcome.calls()).containsExactly("init nightly");
      }
    }
  }

  @Test
  void pythonRunsTheJobAndCommitsOrLetsErrorsEscape() throws Exception {
    assumeTrue(PythonScripts.canRun(), "python3 is needed, and not there");
    Path script = Project.path("glue-scripts/python/backfill.py");
    String target = scratch.resolve("by-python").toString();
    try (PythonScripts python = new PythonScripts(scratch)) {
      var done = python.run(script, parameters(backfill(SAMPLE, target)));
      assertThat(done.exitCode()).as(done.output()).isZero();
      assertThat(done.calls()).containsExactly("init nightly", "commit");
      assertThat(rows(target)).isEqualTo(ITEMS);

      Path nowhere = scratch.resolve("nowhere");
      var failed = python.run(script, parameters(backfill(nowhere, target)));
      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.output()).contains("Py4JJavaError").contains("JobException: ");
      assertThat(failed.calls()).containsExactly("init nightly");
    }
  }

  private static List<String> backfill(Path export, String target) {
    return List.of(
        "--export", export.toString(), "--TARGET", target, "--partition_by", "day(updatedAt)");
  }

  /** As Glue gives them: its own before and behind the user's. */
  private static List<String> parameters(List<String> options) {
    return Stream.of(
            List.of("--job-bookmark-option", "job-bookmark-disable", "--JOB_ID", "j_1"),
            List.of("--enable-metrics", "true", "--extra-jars", "s3://code/dynalake.jar"),
            List.of("--conf", "spark.x=1 --conf spark.y=2"),
            options,
            List.of("--TempDir", "s3://temp/", "--JOB_RUN_ID", "jr_1", "--JOB_NAME", "nightly"))
        .flatMap(List::stream)
        .toList();
  }

  private static long rows(String target) {
    return SparkSession.builder().getOrCreate().read().parquet(target).count();
  }

  /** The sample with a data file that is longer than it should be. */
  private Path damaged(String name) throws IOException {
    Path copy = scratch.resolve("damaged-" + name);
    for (Path file : Project.files("conf/samples/orders-export")) {
      Path target = copy.resolve(SAMPLE.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
      if (file.toString().endsWith("emm772i7ebvg7icll6pld7oynu.json.gz")) {
        Files.write(target, new byte[] {0}, StandardOpenOption.APPEND);
      }
    }
    return copy;
  }
}
