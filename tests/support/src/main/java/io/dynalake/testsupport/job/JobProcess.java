package io.dynalake.testsupport.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A run of the launcher, with what it prints. Closing it kills it if it still runs. */
public final class JobProcess implements AutoCloseable {
  /** System property: the folder of the launcher. */
  public static final String HOME = "dynalake.home";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Variables that the build gives to tests for the launcher. */
  private static final Set<String> OF_THE_BUILD = Set.of("DYNALAKE_LEDGER", "DYNALAKE_SPARK");

  /** A job that ends within seconds is not worth the second compiler: a third of its CPU time. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private static final Map<String, String> QUICKLY =
      Map.of(
          "SPARK_SUBMIT_OPTS",
          QUICK + " -XX:ReservedCodeCacheSize=128m",
          "DYNALAKE_SPARK_OPTS",
          "--conf=spark.executor.extraJavaOptions=" + QUICK);

  private final Process process;
  private final Lines out;
  private final Lines err;

  /** How a process ended, and all it printed. */
  public record Ended(int exitCode, List<String> out, List<String> err) {
    public String text() {
      return "exit code "
          + exitCode
          + "\n"
          + String.join("\n", err)
          + "\n"
          + String.join("\n", out);
    }
  }

  private JobProcess(Process process) {
    this.process = process;
    this.out = new Lines(process.getInputStream(), "out");
    this.err = new Lines(process.getErrorStream(), "err");
  }

  /** The folder of the launcher: as the build says, or the nearest one upwards that has it. */
  public static Path home() {
    String given = System.getProperty(HOME);
    Path at = Path.of(given == null ? "" : given).toAbsolutePath();
    while (!Files.isExecutable(at.resolve("dynalake"))) {
      Path parent = at.getParent();
      if (given != null || parent == null) {
        throw new IllegalStateException(at + ": no launcher; set -D" + HOME);
      }
      at = parent;
    }
    return at;
  }

  /** Starts {@code dynalake ARGUMENTS}. */
  public static JobProcess start(List<String> arguments) {
    return start(arguments, Map.of());
  }

  /** Starts it with further variables in its environment. */
  public static JobProcess start(List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(home().resolve("dynalake").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home().toFile());
    Map<String, String> inherited = builder.environment();
    inherited
        .keySet()
        .removeIf(
            name ->
                name.startsWith("SPARK_")
                    || (name.startsWith("DYNALAKE_") && !OF_THE_BUILD.contains(name)));
    inherited.put("JAVA_HOME", System.getProperty("java.home"));
    inherited.putAll(QUICKLY);
    inherited.putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new JobProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it and waits for its end. */
  public static Ended run(List<String> arguments) {
    try (JobProcess job = start(arguments)) {
      return job.await();
    }
  }

  /** Waits for a line on standard error that begins so; false if the process ended without one. */
  public boolean awaitErr(String beginning) {
    return err.await(beginning);
  }

  /** The process and those it started, such as executors. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean running() {
    return process.isAlive();
  }

  /**
   * {@code kill -9}, of the processes it started too; returns when it is gone.
   *
   * @return whether it was still running
   */
  public boolean kill() {
    boolean running = process.isAlive();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    // The exit code tells who was first.
    return await().exitCode() == 128 + 9 && running;
  }

  /** Waits for its end. */
  public Ended await() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("still running after " + LIMIT + "\n" + err.all());
      }
      return new Ended(process.exitValue(), out.toEnd(), err.toEnd());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  /** The lines of a stream, as they come. */
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    Lines(InputStream stream, String name) {
      reader = new Thread(() -> read(stream), "job-" + name);
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream stream) {
      try (var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = text.readLine(); line != null; line = text.readLine()) {
          synchronized (this) {
            lines.add(line);
            notifyAll();
          }
        }
      } catch (IOException e) {
        // The stream of a killed process.
      } finally {
        synchronized (this) {
          ended = true;
          notifyAll();
        }
      }
    }

    synchronized boolean await(String beginning) {
      try {
        int seen = 0;
        while (true) {
          for (; seen < lines.size(); seen++) {
            if (lines.get(seen).startsWith(beginning)) {
              return true;
            }
          }
          if (ended) {
            return false;
          }
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    synchronized List<String> all() {
      return List.copyOf(lines);
    }

    /** After the end of the process; who inherited the stream may hold it open. */
    List<String> toEnd() throws InterruptedException {
      reader.join(2_000);
      return all();
    }
  }
}
