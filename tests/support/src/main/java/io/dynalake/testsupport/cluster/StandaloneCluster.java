package io.dynalake.testsupport.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.job.JobProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spark's own cluster: a master and workers, each a process with a folder and a loopback address of
 * its own, as Spark runs no two attempts of a task on one host. A worker has one core and 1 GB.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  /** As the launcher has it. */
  private static final boolean IS_SPARK_4 = "4.1".equals(System.getenv("DYNALAKE_SPARK"));

  private final Path folder;
  private final Path driver;
  private final int port;
  private final int uiPort;
  private final boolean pinned;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Path folder, int port, int uiPort, boolean pinned) throws IOException {
    this.folder = folder;
    this.driver = Files.createDirectories(folder.resolve("driver"));
    this.port = port;
    this.uiPort = uiPort;
    this.pinned = pinned;
  }

  /** Starts one that keeps its files in this folder. */
  public static StandaloneCluster start(Path folder, int workers) {
    return start(folder, workers, false);
  }

  /**
   * Starts one whose workers have a core of the machine each, and nothing of the others: the
   * compilers and collectors of an executor run there too.
   */
  public static StandaloneCluster startPinned(Path folder, int workers) {
    return start(folder, workers, true);
  }

  private static StandaloneCluster start(Path folder, int workers, boolean pinned) {
    try {
      StandaloneCluster cluster =
          new StandaloneCluster(folder.toRealPath(), freePort(), freePort(), pinned);
      // A test that is cut off leaves no processes behind.
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
      try {
        cluster.start(workers);
        return cluster;
      } catch (IOException | RuntimeException e) {
        cluster.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(int workers) throws IOException {
    begin(
        List.of(),
        "master",
        "master.Master",
        "127.0.0.1",
        "--port",
        port + "",
        "--webui-port",
        uiPort + "");
    for (int i = 1; i <= workers; i++) {
      String name = "worker-" + i;
      // A worker whose master does not listen yet tries again, but only after seconds.
      await("a master", () -> workers() >= 0);
      begin(
          pinned ? List.of("taskset", "--cpu-list", i - 1 + "") : List.of(),
          name,
          "worker.Worker",
          "127.0.0." + i,
          "--cores",
          "1",
          "--memory",
          "1g",
          "--webui-port",
          "0",
          "--work-dir",
          folder.resolve(name).resolve("work").toString(),
          master());
    }
    await(workers + " workers", () -> workers() == workers);
  }

  private void begin(
      List<String> before, String name, String main, String host, String... arguments)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            spark().resolve("jars") + File.separator + "*",
            "org.apache.spark.deploy." + main,
            "--host",
            host));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("SPARK_"));
    builder.environment().put("SPARK_HOME", spark().toString());
    builder.environment().put("SPARK_SCALA_VERSION", IS_SPARK_4 ? "2.13" : "2.12");
    builder.environment().put("SPARK_LOCAL_DIRS", home.resolve("local").toString());
    processes.add(builder.start());
  }

  private static Path spark() {
    return JobProcess.home()
        .resolve(IS_SPARK_4 ? "jobs/target/spark-4.1/spark" : "jobs/target/spark");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Workers that have come to the master; -1 while it does not answer. */
  private int workers() {
    try {
      URI state = URI.create("http://127.0.0.1:" + uiPort + "/json/");
      return new ObjectMapper().readTree(state.toURL()).path("aliveworkers").asInt(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private void await(String what, Condition condition) {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end) || processes.stream().anyMatch(p -> !p.isAlive())) {
        throw new IllegalStateException(folder + ": no " + what + "; see the logs there");
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private String master() {
    return "spark://127.0.0.1:" + port;
  }

  /** A folder of the drivers' machine. */
  public Path driverFolder() {
    return driver;
  }

  /** Options of spark-submit for an application with an executor on each worker. */
  public List<String> sparkOptions() {
    return List.of(
        "--master",
        master(),
        "--conf",
        "spark.driver.host=127.0.0.1",
        "--conf",
        "spark.local.dir=" + driver.resolve("local"));
  }

  /** The same with small executors, which may have no file below the {@link #driverFolder}. */
  public List<String> fencedSparkOptions() {
    List<String> options = new ArrayList<>(sparkOptions());
    options.addAll(List.of("--driver-java-options", "-Djava.io.tmpdir=" + driver));
    for (String setting :
        List.of(
            "spark.executor.memory=512m",
            "spark.executor.extraClassPath=" + ownClasses(),
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -D%s=%s -Djava.security.manager=%s"
                .formatted(Fence.FOLDER, driver, Fence.class.getName()))) {
      options.addAll(List.of("--conf", setting));
    }
    return options;
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          StandaloneCluster.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The executors that run now. */
  public List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
        .toList();
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        processes.stream()
            .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }
}
