package io.dynalake.jobs.backfill;

import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.parquet.Compression;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.jobs.options.BackfillArguments;

/** The engine's settings for what was typed. */
final class Settings {
  private Settings() {}

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
    if (arguments.target().iceberg().isPresent()) {
      // Files that the table no longer needs stay for its older snapshots.
      return WriteMode.APPEND;
    }
    return switch (arguments.target().mode()) {
      case APPEND -> WriteMode.APPEND;
      case OVERWRITE_PARTITIONS -> WriteMode.OVERWRITE_PARTITIONS;
    };
  }
}
