package io.dynalake.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.aws.Locations;
import io.dynalake.disk.Parallel;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The landing of one scan: a plan, written first; data files and a record for each segment, by
 * tasks; and, once there is a record for every segment, the manifests that make it an export. It
 * can be left at any moment and gone on with later, or by several jobs at once that have a share of
 * the segments each.
 */
public final class Landing {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern RECORD = Pattern.compile("(\\d{1,7})\\.json");

  private final LandingStorage storage;
  private final LandingFolder folder;
  private final LandingPlan plan;

  private Landing(LandingStorage storage, LandingFolder folder, LandingPlan plan) {
    this.storage = storage;
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * The landing at a location, if a scan was begun there.
   *
   * @throws JobException BAD_DATA if its plan cannot be read, SERVICE if the file system fails
   */
  public static Optional<Landing> find(String location, Configuration hadoop) {
    Path root = Locations.path(location, hadoop);
    LandingStorage storage = new LandingStorage(root, hadoop);
    try {
      return storage
          .readIfPresent(LandingFolder.plan(root))
          .map(content -> open(storage, root, content));
    } catch (IOException e) {
      throw failure(root, e);
    }
  }

  /**
   * Begins a landing, or goes on with the one that is there.
   *
   * @throws JobException USAGE if the one that is there is of another scan, naming what differs
   */
  public static Landing begin(String location, LandingPlan.Scan scan, Configuration hadoop) {
    Path root = Locations.path(location, hadoop);
    LandingStorage storage = new LandingStorage(root, hadoop);
    LandingPlan asked = LandingPlan.begin(scan, Instant.now());
    Landing landing;
    try {
      byte[] content = storage.createOnce(LandingFolder.plan(root), JSON.writeValueAsBytes(asked));
      landing = open(storage, root, content);
      landing.plan.requireSame(asked, root.toString());
      storage.write(new Path(landing.folder.export(), "_started"), new byte[0]);
    } catch (IOException e) {
      throw failure(root, e);
    }
    return landing;
  }

  private static Landing open(LandingStorage storage, Path root, byte[] content) {
    LandingPlan plan = parse(LandingFolder.plan(root), content, LandingPlan.class);
    return new Landing(storage, new LandingFolder(root.toString(), plan.exportId()), plan);
  }

  private static <T> T parse(Path file, byte[] content, Class<T> type) {
    try {
      return JSON.readValue(content, type);
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static JobException damaged(Path file, JsonProcessingException e) {
    return new JobException(
        ErrorCode.BAD_DATA,
        file
            + ": it is damaged; "
            + e.getOriginalMessage()
            + "; delete it, or the whole landing, and scan again",
        e);
  }

  private static JobException failure(Path path, IOException e) {
    return new JobException(
        ErrorCode.SERVICE,
        path + ": the landing failed; " + e + "; run the same command again to go on with it",
        e);
  }

  public LandingPlan plan() {
    return plan;
  }

  /** For the tasks that land segments. */
  public LandingFolder folder() {
    return folder;
  }

  /** URI of the export's folder. */
  public String export() {
    return folder.export().toString();
  }

  /** Whether the manifests are written. */
  public boolean complete() {
    try {
      return storage.exists(new Path(folder.export(), Manifest.SUMMARY));
    } catch (IOException e) {
      throw failure(folder.export(), e);
    }
  }

  /** The records of the segments that are landed, by segment. */
  public SortedMap<Integer, SegmentRecord> records() {
    return records(Map.of());
  }

  /**
   * The records of the segments that are landed, by segment.
   *
   * @param known those that need not be read
   */
  public SortedMap<Integer, SegmentRecord> records(Map<Integer, SegmentRecord> known) {
    SortedMap<Integer, SegmentRecord> records = new ConcurrentSkipListMap<>(known);
    try {
      List<Path> files =
          storage.files(folder.records()).stream()
              .filter(file -> segment(file).filter(n -> !known.containsKey(n)).isPresent())
              .toList();
      Parallel.forEach(
          files,
          storage.threads(),
          file -> {
            SegmentRecord read = parse(file, storage.read(file), SegmentRecord.class);
            records.put(segment(file).orElseThrow(), read);
          });
    } catch (IOException e) {
      throw failure(folder.records(), e);
    }
    return records;
  }

  private Optional<Integer> segment(Path file) {
    Matcher matcher = RECORD.matcher(file.getName());
    return matcher.matches()
        ? Optional.of(Integer.valueOf(matcher.group(1))).filter(n -> n < plan.totalSegments())
        : Optional.empty();
  }

  /**
   * Writes the manifests from the records of all segments, and deletes the data files of attempts
   * that do not count. What it writes follows from the plan and the records, so that two who
   * complete a landing at once write the same.
   *
   * @throws IllegalArgumentException if a segment has no record
   * @throws JobException SERVICE if the file system fails, or if another scan took the landing
   */
  public void finish(SortedMap<Integer, SegmentRecord> records) {
    if (records.size() != plan.totalSegments()) {
      throw new IllegalArgumentException(
          records.size() + " records of " + plan.totalSegments() + " segments");
    }
    try {
      requireOwn();
      new LandingManifests(storage, folder, plan, records.values()).write();
      Set<String> counted = new HashSet<>();
      records.values().forEach(r -> r.files().forEach(file -> counted.add(file.name())));
      List<Path> dead =
          storage.files(folder.data()).stream()
              .filter(file -> !counted.contains(file.getName()))
              .filter(file -> !file.getName().equals(LandingManifests.EMPTY_NAME))
              .toList();
      Parallel.forEach(dead, storage.threads(), storage::delete);
    } catch (IOException e) {
      throw failure(folder.export(), e);
    }
  }

  /** Where a plan can be overwritten, the one that is there now may be another's. */
  private void requireOwn() throws IOException {
    Path file = LandingFolder.plan(new Path(folder.root()));
    LandingPlan there = parse(file, storage.read(file), LandingPlan.class);
    if (!there.exportId().equals(plan.exportId())) {
      throw new JobException(
          ErrorCode.SERVICE,
          folder.root()
              + ": another job began a scan here at the same moment, and its plan is the one that"
              + " counts; run the same command again to go on with that");
    }
  }
}
