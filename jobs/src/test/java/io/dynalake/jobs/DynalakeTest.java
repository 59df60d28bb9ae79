package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.JobCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

class DynalakeTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void runsTheJobThatIsNamed() {
    List<String> exports = new ArrayList<>();

    int exitCode =
        run(
            (arguments, context) -> {
              exports.add(arguments.export());
              context.out().println("done " + arguments.runId());
            },
            "backfill",
            "--export=in",
            "--target=out");

    assertThat(exitCode).isZero();
    assertThat(exports).containsExactly("in");
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("done \\d{8}T\\d{6}-[0-9a-f]{6}\\R");
  }

  @Test
  void namesTheRunInTheContextOfTheLogWhileItRuns() {
    List<String> names = new ArrayList<>();

    run(
        (arguments, context) -> names.add(MDC.get("mdc.run")),
        "backfill",
        "--export=in",
        "--target=out",
        "--run-id=nightly");

    assertThat(names).containsExactly("nightly");
    assertThat(MDC.get("mdc.run")).isNull();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void endsWithTheExitCodeOfTheError(ErrorCode code) {
    int exitCode =
        run(
            (arguments, context) -> {
              throw new JobException(code, "orders: did not work; reason; remedy");
            },
            "backfill",
            "--export=in",
            "--target=out");

    assertThat(exitCode).isEqualTo(code.exitCode());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("orders: did not work; reason; remedy" + System.lineSeparator());
  }

  @Test
  void findsTheJobsErrorBelowThoseOfSpark() {
    int exitCode =
        run(
            (arguments, context) -> {
              throw new IllegalStateException(
                  "Job aborted", new JobException(ErrorCode.BAD_DATA, "file 3: is torn"));
            },
            "backfill",
            "--export=in",
            "--target=out");

    assertThat(exitCode).isEqualTo(65);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("file 3: is torn");
  }

  @Test
  void takesASparkFailureForOneOfTheService() {
    int exitCode =
        run(
            (arguments, context) -> throwUndeclared(new SparkException("executor 3 is gone")),
            "backfill",
            "--export=in",
            "--target=out");

    assertThat(exitCode).isEqualTo(69);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("spark: a task failed and nothing was committed; executor 3 is gone")
        .contains("run the same command again");
  }

  @Test
  void callsACheckedExceptionThatNobodyDeclaredABug() {
    int exitCode =
        run(
            (arguments, context) -> throwUndeclared(new IOException("column 7")),
            "backfill",
            "--export=in",
            "--target=out");

    assertThat(exitCode).isEqualTo(70);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("this is a bug").contains("column 7");
  }

  /** As Scala's methods do. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void throwUndeclared(Exception e) throws E {
    throw (E) e;
  }

  @Test
  void callsEverythingElseABug() {
    int exitCode =
        run(
            (arguments, context) -> {
              throw new IllegalStateException("column 7");
            },
            "backfill",
            "--export=in",
            "--target=out");

    assertThat(exitCode).isEqualTo(70);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("this is a bug; java.lang.IllegalStateException: column 7")
        .hasLineCount(1);
  }

  @Test
  void suggestsAJob() {
    assertThat(run("bakfill")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("bakfill: there is no such job; did you mean backfill?");
  }

  @Test
  void listsTheJobsIfNoneIsNear() {
    assertThat(run("replicate")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("the jobs are backfill, schema");
  }

  @Test
  void wantsTheJobBeforeItsOptions() {
    assertThat(run("--export", "in")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--export: an option before the job; a job's name comes first");
  }

  @Test
  void wantsAJob() {
    assertThat(run()).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("dynalake: no job is named")
        .contains("Usage: dynalake JOB");
  }

  @Test
  void helpsWithTheJobsAndWithEach() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("  backfill   Converts a full DynamoDB export")
        .contains("  schema     Infers the schema")
        .contains("75  partial: some files or items failed");

    out.reset();
    assertThat(run("schema", "--nonsense", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: dynalake schema [OPTIONS]");
  }

  @Test
  void saysItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("dynalake ");
  }

  @Test
  void readsOptionsFromFile(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("nightly jobs.properties");
    Files.writeString(file, "export = über/alles\n# a comment\nTARGET=out\n");
    List<String> exports = new ArrayList<>();

    int exitCode =
        run(
            (arguments, context) -> exports.add(arguments.export()),
            "backfill",
            "--conf-file",
            file.toString());

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(exports).containsExactly("über/alles");
  }

  @Test
  void missesAFileOfOptions(@TempDir Path directory) {
    String file = directory.resolve("none.properties").toString();

    assertThat(run("backfill", "--conf-file", file)).isEqualTo(66);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--conf-file " + file + ": there is no such file; check the path");
  }

  @Test
  void throwsInsteadOfEndingTheProcessForScripts() {
    assertThatThrownBy(() -> Dynalake.run("backfill", "--export", "in"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("--target: missing");
  }

  private int run(String... args) {
    return run(
        (arguments, context) -> {
          throw new AssertionError("no job was to be run");
        },
        args);
  }

  private int run(Job<BackfillArguments> backfill, String... args) {
    Dynalake dynalake =
        new Dynalake(
            List.of(
                new Dynalake.Entry<>(JobCommand.BACKFILL, backfill),
                new Dynalake.Entry<>(JobCommand.SCHEMA, new SchemaJob())));
    return dynalake.exitCode(args, utf8(out), utf8(err));
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
