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
   * Writes or replaces a report.
   *
   * @param json the report
   * @param location a file: a path, or a URI of any file system
   * @return the qualified location
   */
  public static String write(String json, String location, Configuration conf) {
    try {
      Path path = Locations.path(location, conf);
      FileSystem files = Locations.fileSystem(path, conf);
      try (OutputStream out = LocalDisk.create(files, path, true)) {
        out.write(json.getBytes(StandardCharsets.UTF_8));
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
