package io.dynalake.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dynalake.aws.Locations;
import io.dynalake.disk.LocalDisk;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reports on file systems. */
public final class ReportFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReportFile() {}

  /** A report as indented JSON that ends with a line feed. */
  public static String json(Record report) {
    try {
      return MAPPER.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is not writable as JSON", e);
    }
  }

  /**
   * Writes or replaces a report with its page beside it. What can be said against the page is
   * noted: a run that is done does not fail for it.
   *
   * @param page makes the page, by the name of the report's file
   * @param locations of the report
   * @return qualified, the last location, and that of its page if there is one
   */
  public static List<String> writeWithPage(
      String json,
      UnaryOperator<String> page,
      List<String> locations,
      Configuration conf,
      Consumer<String> notes) {
    List<String> written = List.of();
    for (String location : locations) {
      String report = write(json, location, conf);
      try {
        String html = page.apply(report.substring(report.lastIndexOf('/') + 1));
        written = List.of(report, write(html, pageOf(location), conf));
      } catch (RuntimeException e) {
        notes.accept(location + ": the report has no page; " + e.getMessage());
        written = List.of(report);
      }
    }
    return written;
  }

  private static String pageOf(String location) {
    return (location.endsWith(".json") ? location.substring(0, location.length() - 5) : location)
        + ".html";
  }

  /**
   * Writes or replaces a report.
   *
   * @param text the report
   * @param location a file: a path, or a URI of any file system
   * @return the qualified location
   */
  public static String write(String text, String location, Configuration conf) {
    try {
      Path path = Locations.path(location, conf);
      FileSystem files = Locations.fileSystem(path, conf);
      try (OutputStream out = LocalDisk.create(files, path, true)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return path.toString();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          location
              + ": the report cannot be written; "
              + e.getMessage()
              + "; check the location and the rights to write there",
          e);
    }
  }
}
