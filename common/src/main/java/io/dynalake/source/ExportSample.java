package io.dynalake.source;

import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFile;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.FullExport;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ProfileOptions;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A first look at an export, on the driver: the profile of the first items of some data files. What
 * is guessed from it must be proved by all items.
 *
 * @param profile of the items seen
 * @param jsonBytes of the items of all files, estimated
 */
public record ExportSample(ItemProfile profile, long jsonBytes) {
  /** Files looked into, spread evenly; each costs a request or two where files are objects. */
  private static final int FILES = 16;

  /** Blocks of 256 KB of each. */
  private static final int BLOCKS = 2;

  /** Empty if there is nothing to go by; what is wrong with the files shows when all are read. */
  public static Optional<ExportSample> of(
      FullExport export, Configuration hadoop, ProfileOptions options) {
    List<DataFile> files = export.files().stream().filter(f -> f.size() > 0).toList();
    Profiled items = new Profiled(new ItemProfile(options));
    long stored = 0;
    long decoded = 0;
    int count = Math.min(FILES, files.size());
    for (int i = 0; i < count && !items.malformed; i++) {
      DataFile file = files.get((int) ((long) i * files.size() / count));
      try (DataFileReader reader =
          DataFileReader.open(file, hadoop, items, ReadOptions.VERIFY.withoutMd5())) {
        int blocks = 0;
        while (blocks < BLOCKS && reader.readBlock()) {
          blocks++;
        }
        stored += reader.counts().storedBytes();
        decoded += reader.counts().decodedBytes();
      } catch (BadFileException | JobException e) {
        return Optional.empty();
      }
    }
    if (items.malformed || items.profile.items() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ExportSample(items.profile, (long) ((double) decoded / stored * export.storedBytes())));
  }

  private static final class Profiled implements ItemConsumer {
    private final ItemProfile profile;
    // What a malformed item had already told the profile cannot be taken back.
    private boolean malformed;

    Profiled(ItemProfile profile) {
      this.profile = profile;
    }

    @Override
    public MapSink beginItem() {
      return profile.beginItem();
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {
      profile.endItem();
    }

    @Override
    public void dropItem(BadItem bad) {
      malformed = true;
    }
  }
}
