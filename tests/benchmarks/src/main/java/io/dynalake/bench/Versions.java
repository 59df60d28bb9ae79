package io.dynalake.bench;

import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.spark.package$;

/** What is compared, in the versions it has here. */
final class Versions {
  private Versions() {}

  static String text() throws IOException {
    return "dynalake " + commit() + ", DuckDB " + duckDb() + ", Spark " + spark();
  }

  private static String spark() {
    return package$.MODULE$.SPARK_VERSION();
  }

  private static String duckDb() {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As git names it, if this is a clone and git is there. */
  private static String commit() throws IOException {
    ProcessBuilder git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--tags");
    git.directory(JobProcess.home().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = git.start();
    } catch (IOException e) {
      return "of unknown version";
    }
    String name = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return name.isBlank() ? "of unknown version" : name.strip();
  }
}
