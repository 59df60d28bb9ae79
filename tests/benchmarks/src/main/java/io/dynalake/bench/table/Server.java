package io.dynalake.bench.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * DynamoDB Local in a process of its own, so that its work is told from that of its clients. It
 * ends with this JVM at the latest, since its standard input does.
 */
final class Server implements AutoCloseable {
  private final Process process;
  private final URI endpoint;

  private Server(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts it; it is up when this returns. */
  static Server start() throws IOException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx3g",
            "-XX:+UseParallelGC",
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("http:")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("DynamoDB Local: it did not start; what it printed says why");
    }
    return new Server(process, URI.create(line));
  }

  URI endpoint() {
    return endpoint;
  }

  /** CPU time so far; zero where the system does not tell. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }
}
