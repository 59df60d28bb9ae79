package io.dynalake.jobs;

import io.dynalake.aws.Locations;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Files of options: Java properties in UTF-8, anywhere that Hadoop's FileSystem reads. */
final class ConfFile {
  private static final String HADOOP = "spark.hadoop.";

  private ConfFile() {}

  static Map<String, String> read(String location) {
    Properties properties = new Properties();
    try {
      Configuration conf = hadoopConfiguration();
      Path path = Locations.path(location, conf);
      try (Reader reader =
          new InputStreamReader(
              Locations.fileSystem(path, conf).open(path), StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    } catch (FileNotFoundException e) {
      throw new JobException(
          ErrorCode.INPUT_MISSING,
          "--conf-file " + location + ": there is no such file; check the path",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new JobException(
          ErrorCode.INPUT_MISSING,
          "--conf-file "
              + location
              + ": cannot be read; "
              + e.getMessage()
              + "; it has to be a Java properties file that this user may read",
          e);
    }
    Map<String, String> options = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> options.put(n, properties.getProperty(n)));
    return options;
  }

  /** As Spark will have it, although no session runs yet: spark-submit passes system properties. */
  private static Configuration hadoopConfiguration() {
    Configuration conf = new Configuration();
    Properties system = System.getProperties();
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith(HADOOP)) {
        conf.set(name.substring(HADOOP.length()), system.getProperty(name));
      }
    }
    return conf;
  }
}
