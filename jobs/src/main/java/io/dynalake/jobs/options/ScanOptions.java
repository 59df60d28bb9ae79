package io.dynalake.jobs.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.scan.EngineKind;
import io.dynalake.scan.ScanRequest;
import io.dynalake.scan.ScanRequest.Consistency;
import io.dynalake.scan.ScanSettings;
import io.dynalake.scan.SegmentShare;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a table is scanned. */
final class ScanOptions {
  private static final int MOST_SEGMENTS = 1_000_000;

  @Option(
      names = "--max-rcu",
      paramLabel = "N",
      description = "Consume at most N read capacity units a second, all tasks together.")
  private @Nullable String maxRcu;

  @Option(
      names = "--rcu-share",
      paramLabel = "F",
      description =
          "Consume at most this share of the capacity that the table has: provisioned, re-read"
              + " every minute, or warm throughput or maximum on demand. E.g. 0.5.")
  private @Nullable String rcuShare;

  @Option(
      names = "--total-segments",
      paramLabel = "N",
      description = "Segments of the scan. Default: by the table's size and the cluster's cores.")
  private @Nullable String totalSegments;

  @Option(
      names = "--segments",
      paramLabel = "A-B",
      description =
          "Land just these segments, from 0; several jobs with the same --landing and --run-id"
              + " share a table.")
  private @Nullable String segments;

  @Option(
      names = {"--filter-expression", "--where"},
      paramLabel = "EXPR",
      description = "Keep items for which this is true; they are all read and paid for.")
  private @Nullable String filter;

  @Option(
      names = "--projection",
      paramLabel = "EXPR",
      description = "Attributes to land; the whole items are read and paid for.")
  private @Nullable String projection;

  @Option(
      names = "--expression-attribute-names",
      paramLabel = "JSON",
      description = "Names in expressions, e.g. '{\"#s\":\"status\"}'.")
  private @Nullable String names;

  @Option(
      names = "--expression-attribute-values",
      paramLabel = "JSON",
      description = "Values in expressions, e.g. '{\":s\":{\"S\":\"OPEN\"}}'.")
  private @Nullable String values;

  @Option(
      names = "--index-name",
      paramLabel = "NAME",
      description = "Scan this secondary index instead of the table.")
  private @Nullable String indexName;

  @Option(
      names = "--consistent-read",
      description = "Read strongly consistently, for twice the capacity.")
  private boolean consistentRead;

  @Option(
      names = "--scan-engine",
      paramLabel = "sdk|emr-connector",
      description =
          "emr-connector: emr-dynamodb-hadoop's input format; refuses what it cannot do."
              + " Default: ${DEFAULT-VALUE}.")
  private String engine = "sdk";

  @Option(
      names = "--landing-file-size",
      paramLabel = "SIZE",
      description = "Size of the data files that a scan lands. Default: ${DEFAULT-VALUE}.")
  private String fileSize = "64MB";

  /** The scan of a table; its landing is the root below which every scan has a folder. */
  ScanSettings arguments(
      TableName table, AwsSettings aws, String landing, OptionValues read, Problems problems) {
    ScanSettings plain = ScanSettings.of(ScanRequest.of(table), aws, landing);
    EngineKind kind = read.choice("--scan-engine", engine, EngineKind.class);
    RateTarget rate = RateOptions.rate(Capacity.READ, maxRcu, rcuShare, read, problems);
    Integer total =
        read.optional(totalSegments)
            .map(n -> (int) read.count("--total-segments", n, 1, MOST_SEGMENTS))
            .orElse(null);
    SegmentShare share =
        read.optional(segments)
            .flatMap(text -> problems.value("--segments", () -> SegmentShare.parse(text)))
            .orElse(null);
    if (share != null && total == null) {
      problems.add(
          "--segments: it is a share of --total-segments; give that too, the same in every job");
    }
    long bytes = read.size("--landing-file-size", fileSize);
    return problems
        .value(
            "scan",
            () ->
                new ScanSettings(
                    request(table, read, problems), aws, kind, rate, total, share, landing, bytes))
        .orElse(plain);
  }

  private ScanRequest request(TableName table, OptionValues read, Problems problems) {
    Map<String, String> given =
        read.optional(names).map(json -> names(json, problems)).orElse(Map.of());
    return new ScanRequest(
        table,
        read.optional(indexName).orElse(null),
        read.optional(filter).orElse(null),
        read.optional(projection).orElse(null),
        given,
        read.optional(values).orElse(null),
        consistentRead ? Consistency.STRONG : Consistency.EVENTUAL);
  }

  private static Map<String, String> names(String json, Problems problems) {
    try {
      return new ObjectMapper().readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      problems.add(
          "--expression-attribute-names: '"
              + json
              + "' is no JSON object of texts; give e.g. '{\"#s\":\"status\"}'");
      return Map.of();
    }
  }

  /** The options given that only a scan can follow. */
  Set<String> given() {
    Set<String> given = new LinkedHashSet<>();
    note(given, "--max-rcu", maxRcu);
    note(given, "--rcu-share", rcuShare);
    note(given, "--total-segments", totalSegments);
    note(given, "--segments", segments);
    note(given, "--filter-expression", filter);
    note(given, "--projection", projection);
    note(given, "--expression-attribute-names", names);
    note(given, "--expression-attribute-values", values);
    note(given, "--index-name", indexName);
    note(given, "--consistent-read", consistentRead ? "" : null);
    return given;
  }

  boolean isShare() {
    return segments != null;
  }

  /** Whether options ask for other items than all of the table's. */
  boolean selects() {
    return filter != null || projection != null || indexName != null || segments != null;
  }

  private static void note(Set<String> given, String option, @Nullable String value) {
    if (value != null) {
      given.add(option);
    }
  }
}
