package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import io.dynalake.export.BadFileException;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.LineContent;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.LineParser;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.source.ProfileTask.Member;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One task's run over its data files: verifies and profiles them, block by block.
 *
 * <p>What a malformed item had already told the profile cannot be taken back, so a file that has
 * some is read once more without them; and so is a file with an item that the probe refused.
 */
public final class ProfileRun<T extends Serializable> implements Closeable {
  private final ProfileTask task;
  private final ItemProbe<T> probe;
  private final Iterator<Member> members;
  private final List<FileFindings> findings = new ArrayList<>();
  private final Map<String, ItemProfile> profiles = new TreeMap<>();
  private @Nullable FileRun file;

  ProfileRun(ProfileTask task, ProfileTask.Input input, ItemProbe<T> probe) {
    this.task = task;
    this.probe = probe;
    this.members = input.members().iterator();
  }

  /**
   * Reads the next block of lines, or comes to the end of a file.
   *
   * @return false when all files are read
   */
  public boolean readBlock() throws IOException {
    if (file == null) {
      if (!members.hasNext()) {
        return false;
      }
      file = new FileRun(members.next());
    }
    boolean more;
    try {
      more = file.readBlock();
    } catch (BadFileException e) {
      findings.add(file.failed(e));
      more = false;
    }
    if (!more) {
      file.close();
      file = null;
      task.progress().files().add(1);
    }
    return true;
  }

  /** What all files have told. */
  public ProfileTask.Output<T> finish() throws IOException {
    T learned = probe.finish();
    Map<String, byte[]> bytes = new TreeMap<>();
    profiles.forEach((group, profile) -> bytes.put(group, profile.toBytes()));
    return new ProfileTask.Output<>(findings, bytes, learned);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
    probe.close();
  }

  /** All readings of one data file. */
  private final class FileRun implements Closeable {
    private final Member member;
    private final Quarantine quarantine;
    private final long startMillis = System.currentTimeMillis();
    private @Nullable Pass pass;

    FileRun(Member member) {
      this.member = member;
      String name = String.format(Locale.ROOT, "verify-%05d.jsonl", member.index());
      quarantine = new Quarantine(task.settings().quarantineOrNull(), name, task.configuration());
    }

    /** Returns whether there may be more to read. */
    boolean readBlock() {
      if (pass == null) {
        pass = new Pass(this);
      }
      return pass.reader().readBlock() || passAgain(pass);
    }

    /** Ends a pass, and begins another one if there must be one. */
    private boolean passAgain(Pass ended) {
      ended.close();
      if (ended.refused) {
        pass = new Pass(this);
        return true;
      }
      long[] badLines = ended.badLines.build().toArray();
      if (ended.isFirst()) {
        findings.add(verified(ended, badLines));
        if (badLines.length > 0 && badLines.length <= task.settings().maxBadItems()) {
          pass = new Pass(this, badLines);
          return true;
        }
      }
      ended.profiles().forEach((group, p) -> profiles.merge(group, p, ItemProfile::mergeFrom));
      probe.endFile();
      return false;
    }

    private FileFindings verified(Pass ended, long[] badLines) {
      var counts = ended.reader().counts();
      return new FileFindings(
          member.index(),
          member.file().key(),
          null,
          false,
          counts.items(),
          badLines,
          quarantine.named(),
          quarantine.reasons(),
          counts.storedBytes(),
          counts.decodedBytes(),
          startMillis,
          System.currentTimeMillis());
    }

    FileFindings failed(BadFileException e) {
      return new FileFindings(
          member.index(),
          member.file().key(),
          e.reason(),
          e.code() == ErrorCode.INPUT_MISSING,
          0,
          new long[0],
          List.of(),
          Map.of(),
          Math.max(member.file().size(), 0),
          0,
          startMillis,
          System.currentTimeMillis());
    }

    @Override
    public void close() throws IOException {
      if (pass != null) {
        pass.close();
      }
      quarantine.close();
    }
  }

  /** One reading of one file. */
  private final class Pass implements ItemConsumer {
    private final Quarantine quarantine;
    private final long[] knownBadLines;
    private final LongStream.Builder badLines = LongStream.builder();
    private final Map<String, ItemProfile> profilesOfFile = new TreeMap<>();
    private final LineParser parser;
    private final ItemProfile whole = new ItemProfile(task.settings().options());
    private final boolean ofChanges;
    private final boolean filledByProbe;
    private final DataFileReader reader;
    // The probe refused an item, or it is malformed, which only another pass tells.
    private boolean refused;
    private long blockItems;

    /**
     * @param knownBadLines malformed items to leave out, when the file was read already
     */
    Pass(FileRun file, long... knownBadLines) {
      this.quarantine = file.quarantine;
      this.knownBadLines = knownBadLines;
      this.parser = file.member.file().lines().parser();
      ofChanges = file.member.file().content() == LineContent.CHANGES;
      if (!task.grouped()) {
        profilesOfFile.put(ItemProbe.WHOLE, whole);
      }
      filledByProbe = probe.beginFile();
      ReadOptions options =
          isFirst()
              ? ReadOptions.VERIFY.maxBadItems(filledByProbe ? 0 : task.settings().maxBadItems())
              : ReadOptions.VERIFY.skipping(knownBadLines);
      reader =
          DataFileReader.open(
              file.member.file(),
              task.configuration(),
              this,
              options.ahead(task.readAhead()).progress(task.progress().bytes()::add));
    }

    boolean isFirst() {
      return knownBadLines.length == 0;
    }

    DataFileReader reader() {
      return reader;
    }

    /** The profiles of the file, by group. */
    Map<String, ItemProfile> profiles() {
      if (filledByProbe) {
        // Without what the probe put there for attributes that no item has.
        profilesOfFile.replaceAll((group, p) -> ItemProfile.fromBytes(p.toBytes()));
      }
      return profilesOfFile;
    }

    @Override
    public MapSink beginItem() {
      return probe.wrap(task.grouped() ? SkipSink.INSTANCE : sink(whole));
    }

    private MapSink sink(ItemProfile profile) {
      if (ofChanges) {
        return new ChangeProfile(profile);
      }
      return filledByProbe ? probe.fill(profile) : profile.beginItem();
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {
      if (task.grouped()) {
        // The group is known now; what does not parse into its profile throws before the probe
        // has counted the item.
        ItemProfile profile =
            profilesOfFile.computeIfAbsent(
                probe.group(), g -> new ItemProfile(task.settings().options()));
        parser.parseLine(block, lineStart, sink(profile));
        profile.endItem();
      } else {
        whole.endItem();
      }
      probe.endItem(block, lineStart, lineEnd, reader.line());
      blockItems++;
    }

    @Override
    public void dropItem(BadItem bad) {
      if (filledByProbe) {
        refused = true;
        probe.refused(bad.reason());
        return;
      }
      badLines.add(bad.line());
      quarantine.add(bad);
    }

    @Override
    public void endBlock() {
      probe.endBlock();
      task.progress().items().add(blockItems);
      blockItems = 0;
    }

    void close() {
      reader.close();
    }
  }
}
