package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import io.dynalake.export.BadFileException;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFile;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.FileCounts;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.ItemParser;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.schema.ItemProfile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Verifies and profiles a group of data files, one after the other.
 *
 * @param readAhead whether there are idle cores to decode files beside their parsing
 */
record ProfileTask<T extends Serializable>(
    Broadcast<SerializableConfiguration> hadoop,
    ProfileSettings settings,
    ItemProbe.Factory<T> probes,
    boolean readAhead,
    ProgressCounters progress)
    implements Serializable {

  record Member(int index, DataFile file) implements Serializable {}

  record Input(int task, List<Member> members) implements Serializable {}

  /** Profiles are merged within the task, so that the driver gets few of them. */
  record Output<T extends Serializable>(
      List<FileFindings> files, Map<String, byte[]> profiles, T probe) implements Serializable {}

  Output<T> call(Input input) throws IOException {
    List<FileFindings> findings = new ArrayList<>();
    Map<String, ItemProfile> profiles = new TreeMap<>();
    T learned;
    try (ItemProbe<T> probe = probes.create(input.task())) {
      for (Member member : input.members()) {
        try {
          verified(member, probe, findings)
              .forEach((group, p) -> profiles.merge(group, p, ItemProfile::mergeFrom));
          probe.endFile();
        } catch (BadFileException e) {
          findings.add(failed(member, e));
        }
        progress.files().add(1);
      }
      learned = probe.finish();
    }
    Map<String, byte[]> bytes = new TreeMap<>();
    profiles.forEach((group, profile) -> bytes.put(group, profile.toBytes()));
    return new Output<>(findings, bytes, learned);
  }

  private static FileFindings failed(Member member, BadFileException e) {
    return new FileFindings(
        member.index(),
        member.file().key(),
        e.reason(),
        e.code() == ErrorCode.INPUT_MISSING,
        0,
        new long[0],
        List.of(),
        Math.max(member.file().size(), 0),
        0);
  }

  /**
   * Reads a file. What a malformed item had already told the profile cannot be taken back, so a
   * file that has some is read once more without them; and so is a file with an item that the probe
   * refused.
   */
  private Map<String, ItemProfile> verified(
      Member member, ItemProbe<T> probe, List<FileFindings> findings) throws IOException {
    String name = String.format(Locale.ROOT, "verify-%05d.jsonl", member.index());
    try (var quarantine =
        new Quarantine(settings.quarantineOrNull(), name, hadoop.value().value())) {
      Pass pass = new Pass(probe, quarantine);
      FileCounts counts =
          read(member.file(), pass, ReadOptions.VERIFY.maxBadItems(pass.mostBadItems()));
      if (pass.isRefused()) {
        pass = new Pass(probe, quarantine);
        counts = read(member.file(), pass, ReadOptions.VERIFY.maxBadItems(pass.mostBadItems()));
      }
      long[] badLines = pass.badLines.build().toArray();
      findings.add(
          new FileFindings(
              member.index(),
              member.file().key(),
              null,
              false,
              counts.items(),
              badLines,
              quarantine.named(),
              counts.storedBytes(),
              counts.decodedBytes()));
      if (badLines.length == 0 || badLines.length > settings.maxBadItems()) {
        return pass.profiles();
      }
      Pass again = new Pass(probe, quarantine);
      read(member.file(), again, ReadOptions.VERIFY.skipping(badLines));
      return again.profiles();
    }
  }

  private FileCounts read(DataFile file, Pass pass, ReadOptions options) {
    Configuration conf = hadoop.value().value();
    return DataFileReader.read(file, conf, pass, options.ahead(readAhead).progress(progress.bytes()::add));
  }

  /** One reading of one file. */
  private final class Pass implements ItemConsumer {
    private final ItemProbe<T> probe;
    private final Quarantine quarantine;
    private final LongStream.Builder badLines = LongStream.builder();
    private final Map<String, ItemProfile> profiles = new TreeMap<>();
    private final boolean grouped = probes.grouped();
    private final ItemParser parser = new ItemParser();
    private final ItemProfile whole = new ItemProfile(settings.options());
    private final boolean filledByProbe;
    private boolean refused;
    private long blockItems;

    Pass(ItemProbe<T> probe, Quarantine quarantine) {
      this.probe = probe;
      this.quarantine = quarantine;
      if (!grouped) {
        profiles.put(ItemProbe.WHOLE, whole);
      }
      filledByProbe = probe.beginFile(whole);
    }

    /** Items that may be bad before reading is given up. */
    long mostBadItems() {
      return filledByProbe ? 0 : settings.maxBadItems();
    }

    /**
     * Whether the probe refused an item, or an item is malformed, which only another pass tells.
     */
    boolean isRefused() {
      return refused;
    }

    /** The profiles of the file, by group. */
    Map<String, ItemProfile> profiles() {
      if (filledByProbe) {
        // Without what the probe put there for attributes that no item has.
        profiles.put(ItemProbe.WHOLE, ItemProfile.fromBytes(whole.toBytes()));
      }
      return profiles;
    }

    @Override
    public MapSink beginItem() {
      return probe.wrap(grouped || filledByProbe ? SkipSink.INSTANCE : whole.beginItem());
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {
      if (grouped) {
        // The group is known now; what does not parse into its profile throws before the probe
        // has counted the item.
        ItemProfile profile =
            profiles.computeIfAbsent(probe.group(), g -> new ItemProfile(settings.options()));
        parser.parseLine(block, lineStart, profile.beginItem());
        profile.endItem();
      } else {
        whole.endItem();
      }
      probe.endItem(block, lineStart, lineEnd);
      blockItems++;
    }

    @Override
    public void dropItem(BadItem bad) {
      if (filledByProbe) {
        refused = true;
        return;
      }
      badLines.add(bad.line());
      quarantine.add(bad);
    }

    @Override
    public void endBlock() {
      probe.endBlock();
      progress.items().add(blockItems);
      blockItems = 0;
    }
  }
}
