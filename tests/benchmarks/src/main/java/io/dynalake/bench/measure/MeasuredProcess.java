package io.dynalake.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a command to its end, and measures it from outside. */
public final class MeasuredProcess {
  /** The shell's own {@code time} counts all descendants that were waited for. */
  private static final String TIMED =
      """
      times=$1 output=$2
      shift 2
      TIMEFORMAT='%3R %3U %3S'
      { time "$@" >"$output" 2>&1 </dev/null; } 2>"$times"
      """;

  private MeasuredProcess() {}

  /**
   * A run that came to its end.
   *
   * @param output standard output and standard error as they came
   */
  public record Ended(int exitCode, String output, Measurement measurement) {}

  /**
   * Runs a command.
   *
   * @param environment variables that are set besides those of this process
   * @param scratch an existing folder for two small files
   */
  public static Ended run(List<String> command, Map<String, String> environment, Path scratch)
      throws IOException, InterruptedException {
    Path times = scratch.resolve("times");
    Path output = scratch.resolve("output");
    List<String> timed = new ArrayList<>();
    timed.addAll(List.of("bash", "-c", TIMED, "bash", times.toString(), output.toString()));
    timed.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(timed).inheritIO();
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try (PeakMemory memory = PeakMemory.of(process.toHandle())) {
      int exitCode = process.waitFor();
      String[] seconds = Files.readString(times).strip().split(" ");
      Duration cpu = seconds(seconds[1]).plus(seconds(seconds[2]));
      Measurement measurement = new Measurement(seconds(seconds[0]), cpu, memory.bytes());
      return new Ended(exitCode, Files.readString(output), measurement);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1_000));
  }
}
