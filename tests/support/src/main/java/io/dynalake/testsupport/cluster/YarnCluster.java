package io.dynalake.testsupport.cluster;

import io.dynalake.testsupport.jars.CollectedJars;
import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * YARN with one node on this machine, whose containers are processes, and a Spark distribution that
 * can run on it. The cluster runs in a class loader that sees nothing of the application.
 */
public final class YarnCluster implements AutoCloseable {
  private static final CollectedJars JARS = new CollectedJars("yarn");

  /** Where the cluster looks for a folder to keep its files in. */
  private static final String DATA = "test.build.data";

  /** Its web server logs to the platform's; forgotten with its level unless it is held. */
  private static final Logger WEB = Logger.getLogger("org.apache.hadoop.shaded");

  /** Short lives are not worth the second compiler. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "yarn.scheduler.capacity.root.queues", "default",
          "yarn.scheduler.capacity.root.default.capacity", "100",
          "yarn.scheduler.capacity.maximum-am-resource-percent", "1",
          "yarn.scheduler.minimum-allocation-mb", "128",
          "yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "100",
          "yarn.nodemanager.disk-health-checker.enable", "false",
          "yarn.nodemanager.pmem-check-enabled", "false",
          "yarn.nodemanager.vmem-check-enabled", "false");

  /** As bin/spark-submit of a distribution: the launcher prints the words of the command. */
  private static final String SUBMIT =
      """
      #!/usr/bin/env bash
      set -euo pipefail
      export SPARK_HOME='%s' SPARK_DIST_CLASSPATH='%s'
      mapfile -d '' -t words < <("$JAVA_HOME/bin/java" -Xmx128m -cp "$SPARK_HOME/jars/*" \\
        org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
      exec "${words[1]#$'\\n'}" "${words[@]:2}"
      """;

  private final Path folder;
  private final Path spark;
  private final String more;
  private final Object cluster;

  private YarnCluster(Path folder, Object cluster) throws IOException {
    this.folder = folder;
    this.spark = distribution(folder);
    this.more = more();
    this.cluster = cluster;
  }

  /** Starts one that keeps its files in this folder. */
  public static YarnCluster start(Path folder) {
    WEB.setLevel(Level.SEVERE);
    return JARS.start(loader -> start(folder.toRealPath(), loader));
  }

  private static YarnCluster start(Path folder, URLClassLoader loader)
      throws ReflectiveOperationException, IOException {
    quiet(loader);
    Class<?> configuration = loader.loadClass("org.apache.hadoop.conf.Configuration");
    Object conf =
        loader
            .loadClass("org.apache.hadoop.yarn.conf.YarnConfiguration")
            .getConstructor()
            .newInstance();
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      configuration
          .getMethod("set", String.class, String.class)
          .invoke(conf, setting.getKey(), setting.getValue());
    }
    System.setProperty(DATA, folder.toString());
    Object cluster =
        loader
            .loadClass("org.apache.hadoop.yarn.server.MiniYARNCluster")
            .getConstructor(String.class, int.class, int.class, int.class)
            .newInstance("yarn", 1, 1, 1);
    System.clearProperty(DATA);
    cluster.getClass().getMethod("init", configuration).invoke(cluster, conf);
    call(cluster, "start");
    Object started = call(cluster, "getConfig");
    Path site = Files.createDirectories(folder.resolve("conf")).resolve("yarn-site.xml");
    try (OutputStream out = Files.newOutputStream(site)) {
      configuration.getMethod("writeXml", OutputStream.class).invoke(started, out);
    }
    return new YarnCluster(folder, cluster);
  }

  private static void quiet(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> logger = loader.loadClass("org.apache.log4j.Logger");
    Class<?> level = loader.loadClass("org.apache.log4j.Level");
    logger
        .getMethod("setLevel", level)
        .invoke(logger.getMethod("getRootLogger").invoke(null), level.getField("OFF").get(null));
  }

  /** Of the launcher's Spark and what that needs for YARN. */
  private static Path distribution(Path folder) throws IOException {
    Path home = folder.resolve("spark");
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, SUBMIT.formatted(launchers(), more()));
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private static Path launchers() {
    return JobProcess.home().resolve("jobs/target/spark");
  }

  /** The jars that the launcher's Spark does not have, as a class path. */
  private static String more() throws IOException {
    return JARS.folder().resolveSibling("spark") + "/*";
  }

  /**
   * Starts a job by the launcher, with that Spark.
   *
   * @param name of the application
   * @param deployMode cluster or client
   * @param arguments more options of spark-submit, the job and its options
   */
  public JobProcess submit(String name, String deployMode, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("--master", "yarn", "--deploy-mode", deployMode, "--name", name));
    command.addAll(List.of("--driver-memory", "512m", "--num-executors", "1"));
    command.addAll(List.of("--driver-java-options", QUICK));
    for (String setting :
        List.of(
            "spark.executor.memory=512m",
            "spark.executor.extraJavaOptions=" + QUICK,
            "spark.yarn.jars=local:%s/jars/*,local:%s".formatted(launchers(), more),
            "spark.yarn.stagingDir=" + folder.resolve("staging").toUri(),
            "spark.yarn.maxAppAttempts=1")) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(arguments);
    return JobProcess.start(
        command,
        Map.of(
            "SPARK_HOME",
            spark.toString(),
            "SPARK_SUBMIT_OPTS",
            QUICK,
            "SPARK_SCALA_VERSION",
            "2.12",
            "HADOOP_CONF_DIR",
            folder.resolve("conf").toString()));
  }

  /** What YARN says of the applications that have ended: SUCCEEDED, FAILED or KILLED, by name. */
  public Map<String, String> finalStatuses() {
    try {
      Object manager = call(cluster, "getResourceManager");
      Map<?, ?> applications = (Map<?, ?>) call(call(manager, "getRMContext"), "getRMApps");
      Map<String, String> statuses = new TreeMap<>();
      for (Object application : applications.values()) {
        statuses.put(
            String.valueOf(call(application, "getName")),
            String.valueOf(call(application, "getFinalApplicationStatus")));
      }
      return statuses;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("YARN does not answer: " + CollectedJars.cause(e), e);
    }
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  @Override
  public void close() {
    try {
      call(cluster, "stop");
      // The class loader stays open: threads end behind this and load classes for it.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("YARN does not stop: " + CollectedJars.cause(e), e);
    }
  }
}
