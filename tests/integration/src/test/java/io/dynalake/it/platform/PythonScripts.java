package io.dynalake.it.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import py4j.GatewayServer;

/**
 * The Python scripts for Glue, run by python3 with stand-ins of Glue's modules and of PySpark's way
 * to the JVM: what they call is in this JVM, behind the server of Py4J that PySpark has there.
 */
final class PythonScripts implements AutoCloseable {
  private final GatewayServer server = new GatewayServer(null, 0);
  private final Path scratch;

  PythonScripts(Path scratch) {
    this.scratch = scratch;
    server.start();
  }

  /**
   * How a script ended.
   *
   * @param calls of Glue's Job
   */
  record Outcome(int exitCode, String output, List<String> calls) {}

  static boolean canRun() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Outcome run(Path script, List<String> parameters) throws IOException, InterruptedException {
    Path calls = Files.createTempFile(scratch, "calls", ".txt");
    Path output = Files.createTempFile(scratch, "output", ".txt");
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    command.addAll(parameters);
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("PYTHONPATH", "src/test/resources/glue/python");
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    process.environment().put("PY4J_PORT", Integer.toString(server.getListeningPort()));
    process.environment().put("GLUE_CALLS", calls.toString());
    Process started = process.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!started.waitFor(5, TimeUnit.MINUTES)) {
      started.destroyForcibly();
    }
    return new Outcome(
        started.waitFor(),
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readAllLines(calls, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.shutdown();
  }
}
