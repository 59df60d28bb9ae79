package io.dynalake.jobs.acquire;

import io.dynalake.error.JobException;
import io.dynalake.export.SegmentRecord;
import io.dynalake.jobs.report.Acquired.ScanFacts;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.jobs.run.RunLedger.Read;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.scan.ScanFollower;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The segments of a scan as parts of its run. The landing says which ones are landed. */
final class SegmentRows implements ScanFollower {
  private final String landing;
  private final Function<Supplier<Map<String, Long>>, RunLedger> entry;
  private final Consumer<Begin> shown;
  private final Map<Integer, SegmentRecord> landed = new HashMap<>();
  private @Nullable RunLedger rows;
  private SegmentRecord.Costs costs = SegmentRecord.Costs.NONE;
  private int total;
  private int before;

  /**
   * @param landing where the segments come to lie
   * @param entry enters the run, given what it counts
   * @param shown is told that the scan begins, once its parts are entered
   */
  SegmentRows(
      String landing,
      Function<Supplier<Map<String, Long>>, RunLedger> entry,
      Consumer<Begin> shown) {
    this.landing = landing;
    this.entry = entry;
    this.shown = shown;
  }

  @Override
  public void begin(Begin scan) {
    // Never with the ledger's monitor inside: its heartbeat asks for the counts.
    synchronized (this) {
      landed.putAll(scan.landed());
      before = landed.size();
      total = scan.total();
    }
    RunLedger entered = entry.apply(this::counts);
    rows = entered;
    Instant now = Instant.now();
    entered.enter(
        scan.segments().stream()
            .map(segment -> PartRecord.pending(id(segment), PartKind.SEGMENT, landing, now))
            .toList(),
        read(scan.landed().values()));
    shown.accept(scan);
  }

  static String id(int segment) {
    return String.format(Locale.ROOT, "segment-%05d", segment);
  }

  private static Map<String, Read> read(Collection<SegmentRecord> records) {
    return records.stream()
        .collect(
            Collectors.toMap(
                record -> id(record.segment()),
                record -> new Read(record.items(), record.bytes())));
  }

  private RunLedger rows() {
    if (rows == null) {
      throw new IllegalStateException("a scan that has not begun");
    }
    return rows;
  }

  @Override
  public void started(Collection<Integer> segments) {
    rows().take(segments.stream().map(SegmentRows::id).toList());
  }

  @Override
  public void landed(Collection<SegmentRecord> records) {
    // Spark may tell of the end of a task sooner than of its start.
    started(records.stream().map(SegmentRecord::segment).toList());
    synchronized (this) {
      for (SegmentRecord record : records) {
        landed.put(record.segment(), record);
        costs = costs.plus(record.costs());
      }
    }
    rows().completed(read(records));
  }

  @Override
  public void failed(int segment, JobException why) {
    started(List.of(segment));
    rows().failed(Map.of(id(segment), Failure.of(why)));
  }

  /** What all starts have landed so far. */
  private synchronized Map<String, Long> counts() {
    long written = landed.values().stream().mapToLong(SegmentRecord::items).sum();
    long scanned = landed.values().stream().mapToLong(record -> record.costs().scanned()).sum();
    long read = Math.max(scanned, written);
    return Map.of("read", read, "written", written, "filtered", read - written);
  }

  /** What a scan that failed has come to. */
  synchronized ScanFacts facts(double seconds) {
    return ScanFacts.of(total, landed.size() - before, landed.size(), costs, seconds);
  }
}
