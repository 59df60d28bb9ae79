package io.dynalake.compare;

import io.dynalake.aws.Locations;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.load.read.ExportFormat;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.read.ItemTypes;
import io.dynalake.load.read.ParquetFormat;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Files of items to compare.
 *
 * @param location of all of them, qualified
 * @param files may be none
 */
public record ComparedInput(String location, Kind kind, InputFormat format, List<InputFile> files)
    implements Serializable {

  /** What holds the files. */
  public enum Kind {
    /** An export, also one that a scan has landed. */
    EXPORT,
    /** Parquet files. */
    DATASET
  }

  public ComparedInput {
    files = List.copyOf(files);
  }

  /**
   * Finds what a location holds: a full export, or the one in it, or else Parquet files.
   *
   * @throws JobException INPUT_MISSING if it holds neither; and as those who read them say
   */
  public static ComparedInput find(String location, Configuration conf) {
    String root = Locations.path(location, conf).toString();
    if (!root.endsWith(".json") && SchemaStore.at(root, conf).latest().isPresent()) {
      return dataset(root, conf);
    }
    try {
      return export(root, conf);
    } catch (JobException noExport) {
      boolean readable =
          noExport.code() == ErrorCode.INPUT_MISSING || noExport.code() == ErrorCode.USAGE;
      if (readable && hasParquet(root, conf)) {
        return dataset(root, conf);
      }
      throw noExport;
    }
  }

  /** The items of a full export. */
  public static ComparedInput export(String location, Configuration conf) {
    ExportFormat format = new ExportFormat(ExportFormat.Verified.WITH_ITEMS);
    return new ComparedInput(location, Kind.EXPORT, format, format.files(location, conf));
  }

  private static ComparedInput dataset(String root, Configuration conf) {
    ParquetFormat format = new ParquetFormat(ItemTypes.ANY);
    return new ComparedInput(root, Kind.DATASET, format, files(format, root, conf));
  }

  private static boolean hasParquet(String root, Configuration conf) {
    return files(new ParquetFormat(ItemTypes.ANY), root, conf).stream()
        .anyMatch(file -> file.location().endsWith(".parquet"));
  }

  /** A dataset may be pinned and have no items yet. */
  private static List<InputFile> files(InputFormat format, String root, Configuration conf) {
    try {
      return format.files(root, conf);
    } catch (JobException e) {
      if (e.code() == ErrorCode.INPUT_MISSING) {
        return List.of();
      }
      throw e;
    }
  }

  /** As stored. */
  public long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
  }
}
