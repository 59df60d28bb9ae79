package io.dynalake.source;

import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFile;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.FullExport;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.ItemFormat;
import io.dynalake.item.LineParser;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ProfileOptions;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * A first look at an export, on the driver: at the first items of some data files. What is guessed
 * from it must be proved by all items.
 *
 * @param profiles of the items seen, by their group
 * @param probe what the probe learned of them
 * @param share of all items that the items seen are, estimated from the bytes
 * @param jsonBytes of the items of all files, estimated
 */
public record ExportSample<T extends Serializable>(
    Map<String, ItemProfile> profiles, T probe, double share, long jsonBytes) {
  /** Files looked into, spread evenly; each costs a request or two where files are objects. */
  private static final int FILES = 16;

  /** Blocks of 256 KB of each. */
  private static final int BLOCKS = 2;

  /** Empty if there is nothing to go by; what is wrong with the files shows when all are read. */
  public static <T extends Serializable> Optional<ExportSample<T>> of(
      FullExport export,
      Configuration hadoop,
      ProfileOptions options,
      ItemProbe.Factory<T> probes) {
    List<DataFile> files = export.files().stream().filter(f -> f.size() > 0).toList();
    long stored = 0;
    long decoded = 0;
    int count = Math.min(FILES, files.size());
    try (ItemProbe<T> probe = probes.create(0)) {
      Seen seen = new Seen(options, probes.grouped(), probe);
      for (int i = 0; i < count && !seen.malformed; i++) {
        DataFile file = files.get((int) ((long) i * files.size() / count));
        seen.parser = file.lines().parser();
        probe.beginFile();
        try (DataFileReader reader =
            DataFileReader.open(file, hadoop, seen, ReadOptions.VERIFY.withoutMd5())) {
          int blocks = 0;
          while (blocks < BLOCKS && reader.readBlock()) {
            blocks++;
          }
          stored += reader.counts().storedBytes();
          decoded += reader.counts().decodedBytes();
        }
        probe.endFile();
      }
      if (seen.malformed || seen.profiles.isEmpty()) {
        return Optional.empty();
      }
      double share = Math.min(1, (double) stored / export.storedBytes());
      return Optional.of(
          new ExportSample<>(seen.profiles, probe.finish(), share, (long) (decoded / share)));
    } catch (BadFileException | JobException | IOException e) {
      return Optional.empty();
    }
  }

  private static final class Seen implements ItemConsumer {
    private final ProfileOptions options;
    private final boolean grouped;
    private final ItemProbe<?> probe;
    private final Map<String, ItemProfile> profiles = new TreeMap<>();
    private LineParser parser = ItemFormat.DYNAMODB_JSON.parser();
    // What a malformed item had already told a profile cannot be taken back.
    private boolean malformed;

    Seen(ProfileOptions options, boolean grouped, ItemProbe<?> probe) {
      this.options = options;
      this.grouped = grouped;
      this.probe = probe;
    }

    @Override
    public MapSink beginItem() {
      return probe.wrap(grouped ? SkipSink.INSTANCE : profile(ItemProbe.WHOLE).beginItem());
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {
      ItemProfile profile = profile(probe.group());
      if (grouped) {
        parser.parseLine(block, lineStart, profile.beginItem());
      }
      profile.endItem();
      probe.endItem(block, lineStart, lineEnd, 0);
    }

    private ItemProfile profile(String group) {
      return profiles.computeIfAbsent(group, g -> new ItemProfile(options));
    }

    @Override
    public void dropItem(BadItem bad) {
      malformed = true;
    }
  }
}
