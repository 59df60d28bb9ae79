package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.partition.PartitionField;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.dataset.partition.Transform;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.InferredSchema;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.SchemaEvolution;
import io.dynalake.schema.SparkTypes;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The schema of each dataset that a run writes: inferred from all items, carried on from what is
 * pinned.
 *
 * @param byEntity a single one of name "" if there are no entities
 * @param pin what to pin now; empty if the pinned schemas stay as they are
 */
record DatasetSchemas(Map<String, Decided> byEntity, Optional<PinnedDataset> pin, int version) {

  /**
   * The schema of one dataset.
   *
   * @param changes against the pinned one, one line each
   */
  record Decided(ItemSchema schema, InferredSchema inferred, List<String> changes) {
    /** The columns that this run fills: a pinned one may be of an attribute that it leaves out. */
    ItemSchema written() {
      var options = inferred.profile().options();
      return new ItemSchema(
          schema.fields().stream().filter(f -> options.keeps(f.attribute())).toList());
    }
  }

  /**
   * @throws JobException BAD_DATA if values do not fit what is pinned, USAGE if the dataset has
   *     other partitions or an option names what no item has
   */
  static DatasetSchemas decide(
      Map<String, ItemProfile> profiles,
      TypingOptions typing,
      PartitionSpec partitions,
      Optional<PinnedDataset> pinned) {
    pinned.ifPresent(p -> refuseOtherFormat(p, partitions));
    pinned.ifPresent(p -> refuseOtherPartitions(p, partitions));
    Map<String, Decided> decided = new TreeMap<>();
    Map<String, ItemSchema> all =
        new TreeMap<>(pinned.map(PinnedDataset::schemas).orElse(Map.of()));
    profiles.forEach(
        (entity, profile) -> {
          Optional<ItemSchema> before = pinned.flatMap(p -> p.schema(entity));
          ItemSchema known = before.orElse(new ItemSchema(List.of()));
          InferredSchema inferred = TypingRules.infer(profile, typing, known);
          Decided schema;
          if (before.isPresent()) {
            var evolved =
                partitions.format() == TableFormat.ICEBERG
                    ? SchemaEvolution.evolveWidening(known, inferred)
                    : SchemaEvolution.evolve(known, inferred);
            List<String> changes = evolved.changes().stream().map(Object::toString).toList();
            schema = new Decided(evolved.schema(), inferred, changes);
          } else {
            schema = new Decided(inferred.schema(), inferred, List.of());
          }
          refuseCollisions(schema.schema(), partitions);
          decided.put(entity, schema);
          if (!schema.schema().fields().isEmpty()) {
            all.put(entity, schema.schema());
          }
        });
    int version = pinned.map(PinnedDataset::version).orElse(0);
    if (pinned.map(PinnedDataset::schemas).orElse(Map.of()).equals(all)) {
      return new DatasetSchemas(decided, Optional.empty(), version);
    }
    var pin = new PinnedDataset(version + 1, partitions.format(), partitions.terms(), all);
    return new DatasetSchemas(decided, Optional.of(pin), version + 1);
  }

  /** The schema where there are no entities. */
  Decided whole() {
    return Objects.requireNonNull(byEntity.get(""), "schema");
  }

  /**
   * What the files of each dataset hold: all columns but those that partition directories carry.
   */
  List<ConvertPlan.Dataset> datasets(PartitionSpec partitions) {
    List<ConvertPlan.Dataset> datasets = new ArrayList<>();
    byEntity.forEach(
        (entity, decided) -> {
          ItemSchema files = inFiles(decided.written(), partitions);
          datasets.add(
              new ConvertPlan.Dataset(entity, files, SparkTypes.toStructType(files).json()));
        });
    return datasets;
  }

  private static ItemSchema inFiles(ItemSchema schema, PartitionSpec partitions) {
    if (partitions.format() == TableFormat.ICEBERG) {
      return schema;
    }
    Set<String> carried = new HashSet<>();
    for (PartitionField field : partitions.fields()) {
      if (carries(field)) {
        carried.add(field.name());
      }
    }
    var fields = schema.fields().stream().filter(f -> !carried.contains(f.name())).toList();
    // A Parquet file has at least one column.
    return fields.isEmpty() ? schema : new ItemSchema(fields);
  }

  /** Whether the partition column is the attribute itself, under its own name. */
  private static boolean carries(PartitionField field) {
    return field.transform() instanceof Transform.Identity
        && field.path().equals(List.of(field.name()));
  }

  private static void refuseCollisions(ItemSchema schema, PartitionSpec partitions) {
    for (PartitionField partition : partitions.fields()) {
      String name = partition.name().toLowerCase(Locale.ROOT);
      for (var field : schema.fields()) {
        boolean same = carries(partition) && field.attribute().equals(partition.name());
        if (!same && field.name().toLowerCase(Locale.ROOT).equals(name)) {
          throw new JobException(
              ErrorCode.USAGE,
              "--partition-by: the partition column '"
                  + partition.name()
                  + "' is called like the column of attribute '"
                  + field.attribute()
                  + "'; readers could not tell them apart; rename it, as in --partition-by '"
                  + partition.name()
                  + "_part=…'");
        }
      }
    }
  }

  private static void refuseOtherFormat(PinnedDataset pinned, PartitionSpec partitions) {
    if (pinned.format() != partitions.format()) {
      String wanted = partitions.format().name().toLowerCase(Locale.ROOT);
      String known = pinned.format().name().toLowerCase(Locale.ROOT);
      throw new JobException(
          ErrorCode.USAGE,
          "--table-format "
              + wanted
              + ": the dataset is in the format "
              + known
              + "; its readers take one format; use that one, or another --target");
    }
  }

  private static void refuseOtherPartitions(PinnedDataset pinned, PartitionSpec partitions) {
    if (!pinned.partitionBy().equals(partitions.terms())) {
      throw new JobException(
          ErrorCode.USAGE,
          "--partition-by "
              + shown(partitions.terms())
              + ": the dataset is partitioned by "
              + shown(pinned.partitionBy())
              + "; readers take one layout for all files; use that one, or another --target");
    }
  }

  private static String shown(List<String> terms) {
    return terms.isEmpty() ? "(nothing)" : "'" + String.join(", ", terms) + "'";
  }
}
