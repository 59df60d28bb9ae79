package io.dynalake.export;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a landing is to hold, fixed by its first start: later ones go on with it or are refused.
 *
 * @param exportId of the export that it becomes, made like the service's
 * @param startTime ISO-8601 instant of the first start
 * @param tableArn ARN of the table, or its name where there is none
 * @param tableId the table's, or ""
 * @param tableBytes the table's size as it was described
 * @param engine that reads the segments, which engines divide differently
 * @param totalSegments of the scan
 * @param request what else the scan asks for, by the names of the options
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LandingPlan(
    String exportId,
    String startTime,
    String tableArn,
    String tableId,
    long tableBytes,
    String engine,
    int totalSegments,
    Map<String, String> request) {

  public LandingPlan {
    // A name in paths, which comes from a file.
    if (!exportId.matches("[0-9]{14}-[0-9a-f]{8}")) {
      throw new IllegalArgumentException("exportId " + Manifest.shown(exportId));
    }
    if (totalSegments < 1) {
      throw new IllegalArgumentException("totalSegments " + totalSegments);
    }
    Instant.parse(startTime);
    request = new TreeMap<>(request);
  }

  /** What one scan of a table reads. */
  public record Scan(
      String tableArn,
      String tableId,
      long tableBytes,
      String engine,
      int totalSegments,
      Map<String, String> request) {}

  /** A plan that begins now. */
  public static LandingPlan begin(Scan scan, Instant now) {
    byte[] random = new byte[4];
    ThreadLocalRandom.current().nextBytes(random);
    Instant start = now.truncatedTo(ChronoUnit.MILLIS);
    return new LandingPlan(
        "0%013d-%s".formatted(start.toEpochMilli(), HexFormat.of().formatHex(random)),
        Manifest.time(start),
        scan.tableArn,
        scan.tableId,
        scan.tableBytes,
        scan.engine,
        scan.totalSegments,
        scan.request);
  }

  /**
   * Refuses to go on with a landing of another scan.
   *
   * @param asked what is to be scanned now
   * @throws JobException USAGE, naming all that differs
   */
  void requireSame(LandingPlan asked, String location) {
    List<String> differences = new ArrayList<>();
    compare(differences, "table", tableArn, asked.tableArn);
    if (differences.isEmpty() && !tableId.equals(asked.tableId)) {
      differences.add("table (deleted and made anew since, id " + tableId + ")");
    }
    compare(differences, "scan-engine", engine, asked.engine);
    compare(differences, "total-segments", "" + totalSegments, "" + asked.totalSegments);
    TreeSet<String> names = new TreeSet<>(request.keySet());
    names.addAll(asked.request.keySet());
    for (String name : names) {
      compare(
          differences,
          name,
          request.getOrDefault(name, "nothing"),
          asked.request.getOrDefault(name, "nothing"));
    }
    if (!differences.isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          location
              + ": it holds another scan, begun "
              + startTime
              + "; they differ in "
              + String.join(", ", differences)
              + "; use the same options to go on with it, or another landing");
    }
  }

  private static void compare(List<String> differences, String name, String there, String asked) {
    if (!there.equals(asked)) {
      differences.add(
          name + " (" + Manifest.shown(there) + " there, " + Manifest.shown(asked) + " now)");
    }
  }
}
