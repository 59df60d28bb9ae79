package io.dynalake.dataset.commit;

import io.dynalake.disk.LocalDisk;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The pinned schemas of a dataset, one file per version; their text is opaque here. */
public final class SchemaStore {
  private static final Pattern FILE = Pattern.compile("v(\\d{4,9})\\.json");

  private final DatasetStorage storage;

  SchemaStore(DatasetStorage storage) {
    this.storage = storage;
  }

  /**
   * The schemas of the dataset at a root that may not exist yet.
   *
   * @throws JobException SERVICE if the file system cannot be reached
   */
  public static SchemaStore at(String root, Configuration conf) {
    try {
      return new SchemaStore(DatasetStorage.open(root, conf));
    } catch (IOException e) {
      throw failure(root, "cannot be opened", e);
    }
  }

  DatasetLayout layout() {
    return storage.layout();
  }

  /** A pinned schema. */
  public record Versioned(int version, String json) {}

  /** The schema that counts, if one was pinned. */
  public Optional<Versioned> latest() {
    try {
      int latest = 0;
      for (FileStatus status : storage.list(storage.layout().schemas())) {
        Matcher matcher = FILE.matcher(status.getPath().getName());
        if (matcher.matches()) {
          latest = Math.max(latest, Integer.parseInt(matcher.group(1)));
        }
      }
      if (latest == 0) {
        return Optional.empty();
      }
      byte[] json = storage.read(storage.layout().schema(latest));
      return Optional.of(new Versioned(latest, new String(json, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw failure(storage.layout().schemas().toString(), "pinned schemas cannot be read", e);
    }
  }

  /**
   * Adds a version. Installing the same text again does nothing.
   *
   * @throws JobException SERVICE if the version exists with another text
   */
  public void install(SchemaToPin schema) {
    try {
      requireFree(schema);
      write(schema);
    } catch (IOException e) {
      throw failure(storage.layout().schema(schema.version()).toString(), "cannot be written", e);
    }
  }

  /** For data that is in place already: if the version was taken meanwhile, the next free one. */
  void installOrFollow(SchemaToPin schema) throws IOException {
    SchemaToPin free = schema;
    while (taken(free)) {
      free = new SchemaToPin(free.version() + 1, free.json());
    }
    write(free);
  }

  private void write(SchemaToPin schema) throws IOException {
    Path file = storage.layout().schema(schema.version());
    if (!storage.fs().exists(file)) {
      LocalDisk.mkdirs(storage.fs(), storage.layout().schemas());
      storage.replace(file, schema.json().getBytes(StandardCharsets.UTF_8));
    }
  }

  private boolean taken(SchemaToPin schema) throws IOException {
    Optional<byte[]> present = storage.readIfPresent(storage.layout().schema(schema.version()));
    return present.isPresent()
        && !Arrays.equals(present.orElseThrow(), schema.json().getBytes(StandardCharsets.UTF_8));
  }

  void requireFree(SchemaToPin schema) throws IOException {
    if (taken(schema)) {
      throw new JobException(
          ErrorCode.SERVICE,
          storage.layout().schema(schema.version())
              + ": schema version "
              + schema.version()
              + " exists with another content; another run pinned it meanwhile; start the job"
              + " again");
    }
  }

  private static JobException failure(String subject, String what, IOException e) {
    return new JobException(
        ErrorCode.SERVICE,
        subject + ": " + what + "; " + e + "; check the path and the permissions",
        e);
  }
}
