package io.dynalake.load.read;

import io.dynalake.aws.Locations;
import io.dynalake.changes.Changelog;
import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.partition.HiveNames;
import io.dynalake.dataset.partition.PartitionField;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.dataset.partition.Transform;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.load.read.InputFile.Origin.InDataset;
import io.dynalake.schema.ItemSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Tells what the folders of Parquet files say. In a dataset of Dynalake's, the pinned schema tells
 * which partition columns are attributes that the files leave out; the others are made from
 * attributes and are none. Elsewhere every {@code name=value} below the place that was named is an
 * attribute, as long as the file has no such column.
 */
final class ParquetFolders {
  private final Configuration conf;
  private final Map<Path, Optional<Root>> roots = new HashMap<>();

  ParquetFolders(Configuration conf) {
    this.conf = conf;
  }

  /** A dataset of Dynalake's. */
  private record Root(Path path, PinnedDataset pinned) {}

  /**
   * A file with what its folders say.
   *
   * @throws JobException USAGE if the dataset is one whose files are no items
   */
  InputFile located(InputFile file) {
    Path folder = new Path(file.location()).getParent();
    InDataset origin =
        root(folder)
            .map(found -> of(found, folder))
            .orElseGet(() -> new InDataset(new ItemSchema(List.of()), values(file.name())));
    return new InputFile(file.location(), file.size(), file.name(), origin);
  }

  /** The dataset that a folder is in. */
  private Optional<Root> root(Path folder) {
    Optional<Root> known = roots.get(folder);
    if (known == null) {
      known = find(folder);
      roots.put(folder, known);
    }
    return known;
  }

  private Optional<Root> find(Path folder) {
    // Partitions are many, and no roots.
    if (folder.getName().indexOf('=') < 0 && exists(DatasetLayout.at(folder.toString(), conf))) {
      Optional<PinnedDataset> pinned =
          PinnedDataset.latest(SchemaStore.at(folder.toString(), conf), folder.toString());
      pinned.ifPresent(found -> requireItems(found, folder));
      if (pinned.isPresent()) {
        return Optional.of(new Root(folder, pinned.orElseThrow()));
      }
    }
    return folder.isRoot() ? Optional.empty() : root(folder.getParent());
  }

  private boolean exists(DatasetLayout layout) {
    try {
      return Locations.fileSystem(layout.root(), conf).exists(layout.schemas());
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, layout.schemas() + ": it cannot be looked at; " + e, e);
    }
  }

  private static void requireItems(PinnedDataset pinned, Path root) {
    if (pinned.format() == TableFormat.ICEBERG) {
      throw new JobException(
          ErrorCode.USAGE,
          root
              + ": an Iceberg table; its folder has files that are not part of it any more; write its"
              + " rows to a folder of Parquet, and name that");
    }
    if (Changelog.isPartitionedBy(pinned.partitionBy())) {
      throw new JobException(
          ErrorCode.USAGE,
          root
              + ": a change log; its rows are changes, not items; name the current items, which the"
              + " job apply keeps with --table-format parquet");
    }
  }

  private static InDataset of(Root root, Path folder) {
    PinnedDataset pinned = root.pinned();
    String below = below(root.path(), folder);
    Optional<ItemSchema> schema = pinned.schema("");
    if (schema.isEmpty()) {
      int slash = below.indexOf('/');
      schema = pinned.schema(slash < 0 ? below : below.substring(0, slash));
    }
    Set<String> carried = new HashSet<>();
    if (!pinned.partitionBy().isEmpty()) {
      PartitionSpec spec = PartitionSpec.parse(String.join(",", pinned.partitionBy()));
      spec.fields().stream().filter(ParquetFolders::isCarried).forEach(f -> carried.add(f.name()));
    }
    Map<String, String> values = values(below + "/file");
    values.keySet().retainAll(carried);
    return new InDataset(schema.orElse(new ItemSchema(List.of())), values);
  }

  /** Whether the partition column is the attribute itself, which files then do not have. */
  private static boolean isCarried(PartitionField field) {
    return field.transform() instanceof Transform.Identity
        && field.path().equals(List.of(field.name()));
  }

  private static String below(Path root, Path folder) {
    String all = folder.toUri().getPath();
    String base = root.toUri().getPath();
    return all.length() <= base.length() ? "" : all.substring(base.length() + 1);
  }

  /** The values in the folders of a relative path; those that are null are left out. */
  private static Map<String, String> values(String relative) {
    Map<String, String> values = new HashMap<>();
    List<String> parts = new ArrayList<>(List.of(relative.split("/", -1)));
    parts.remove(parts.size() - 1);
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String value = HiveNames.value(part);
        if (value != null) {
          values.put(part.substring(0, equals), value);
        }
      }
    }
    return values;
  }
}
