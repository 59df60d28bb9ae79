package io.dynalake.jobs.backfill;

import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.parquet.Compression;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.dataset.partition.EntityRule;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import io.dynalake.jobs.options.BackfillArguments;
import java.util.Optional;

/** The engine's settings for what was typed. */
final class Settings {
  private Settings() {}

  static ItemSelection selection(BackfillArguments arguments) {
    PartitionSpec partitions =
        arguments.target().partitionBy().isEmpty()
            ? PartitionSpec.unpartitioned()
            : PartitionSpec.parse(String.join(", ", arguments.target().partitionBy()));
    UpdatedAtFilter filter =
        arguments
            .updatedAt()
            .map(
                range ->
                    UpdatedAtFilter.between(
                        range.attribute(),
                        range.start(),
                        range.end(),
                        switch (range.onMissing()) {
                          case DROP -> UpdatedAtFilter.Missing.DROP;
                          case KEEP -> UpdatedAtFilter.Missing.KEEP;
                        },
                        arguments.timeZone()))
            .orElse(null);
    Optional<EntityRule> entity = arguments.entityBy().map(EntityRule::parse);
    return new ItemSelection(partitions, arguments.timeZone(), filter, entity.orElse(null));
  }

  static ParquetSettings parquet(BackfillArguments arguments) {
    return ParquetSettings.defaults()
        .withCompression(
            switch (arguments.output().compression()) {
              case ZSTD -> Compression.ZSTD;
              case SNAPPY -> Compression.SNAPPY;
              case GZIP -> Compression.GZIP;
            });
  }

  static WriteMode writeMode(BackfillArguments arguments) {
    return switch (arguments.target().mode()) {
      case APPEND -> WriteMode.APPEND;
      case OVERWRITE_PARTITIONS -> WriteMode.OVERWRITE_PARTITIONS;
    };
  }
}
