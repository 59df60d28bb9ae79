package io.dynalake.load.read;

import io.dynalake.aws.Locations;
import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.PinnedSchema;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A schema that tells what types attributes have: of a dataset, by its folder; a file of its {@code
 * _dynalake/schema}; or what the job schema prints as JSON.
 */
public final class SchemaFile {
  private static final int MOST = 64 << 20;

  private SchemaFile() {}

  /**
   * The types of the attributes.
   *
   * @throws JobException INPUT_MISSING if there is no schema, BAD_DATA if it cannot be read, USAGE
   *     if there are several
   */
  public static ItemTypes types(String location, Configuration conf) {
    Path path = Locations.path(location, conf);
    FileSystem fileSystem = Locations.fileSystem(path, conf);
    try {
      if (fileSystem.getFileStatus(path).isDirectory()) {
        Optional<PinnedDataset> pinned =
            PinnedDataset.latest(SchemaStore.at(path.toString(), conf), location);
        return ItemTypes.of(only(pinned.orElseThrow(() -> missing(location)), location));
      }
      try (InputStream in = fileSystem.open(path)) {
        String json = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        return ItemTypes.of(schema(json, location));
      }
    } catch (FileNotFoundException e) {
      throw missing(location);
    } catch (IOException e) {
      throw new JobException(ErrorCode.SERVICE, location + ": the schema cannot be read; " + e, e);
    }
  }

  private static ItemSchema schema(String json, String location) {
    return PinnedDataset.isOne(json)
        ? only(PinnedDataset.parse(json, location), location)
        : PinnedSchema.fromJson(json, location).schema();
  }

  private static ItemSchema only(PinnedDataset pinned, String location) {
    if (pinned.schemas().size() > 1) {
      throw new JobException(
          ErrorCode.USAGE,
          location
              + ": it has the schemas of several entities, "
              + String.join(", ", pinned.schemas().keySet().stream().sorted().toList())
              + "; print the schema of one by the job schema, and give that file");
    }
    return pinned.schemas().values().iterator().next();
  }

  private static JobException missing(String location) {
    return new JobException(
        ErrorCode.INPUT_MISSING,
        location
            + ": there is no schema; give a dataset, a file of its _dynalake/schema or what"
            + " `dynalake schema --print json` prints");
  }
}
