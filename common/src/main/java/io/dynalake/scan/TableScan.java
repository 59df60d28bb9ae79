package io.dynalake.scan;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.Regions;
import io.dynalake.capacity.BudgetAddress;
import io.dynalake.capacity.SharedBudget;
import io.dynalake.capacity.TableDescription;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Landing;
import io.dynalake.export.LandingPlan;
import io.dynalake.export.SegmentRecord;
import io.dynalake.host.ClusterCores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Scans a table into a landing, as a Spark job of one task per segment. */
public final class TableScan {
  private final JavaSparkContext spark;
  private final ScanSettings settings;
  private final Configuration hadoop;
  private final ScanFollower follower;
  private final AwsSettings aws;

  private TableScan(
      JavaSparkContext spark, ScanSettings settings, Configuration hadoop, ScanFollower follower) {
    this.spark = spark;
    this.settings = settings;
    this.hadoop = hadoop;
    this.follower = follower;
    this.aws = Regions.resolve(settings.aws(), settings.request().table());
  }

  /**
   * Lands the segments that are missing in the landing, or those of the share; writes the manifests
   * once no segment is missing.
   *
   * @throws JobException USAGE if options contradict each other, the table or the landing;
   *     INPUT_MISSING if there is no such table; SERVICE if a segment could not be read, naming it:
   *     the others stay landed
   */
  public static ScanResult run(
      JavaSparkContext spark, ScanSettings settings, Configuration hadoop, ScanFollower follower) {
    return new TableScan(spark, settings, hadoop, follower).run();
  }

  private ScanResult run() {
    ScanRequest request = settings.request();
    TableDescription table = describe();
    OptionalDouble rate = settings.rate().unitsPerSecond(table);
    ScanEngine engine = settings.engine().open(aws, rate, ClusterCores.of(spark));
    engine.requireSupported(request, settings.rate());
    Landing landing = begin(table, engine);
    int total = landing.plan().totalSegments();
    SegmentShare share = settings.share().orElse(SegmentShare.all(total));
    share.requireWithin(total);

    SortedMap<Integer, SegmentRecord> before = landing.records();
    List<Integer> segments = SegmentPlan.order(share, landing.plan().exportId().hashCode());
    List<Integer> missing =
        segments.stream().filter(segment -> !before.containsKey(segment)).toList();
    follower.begin(
        new ScanFollower.Begin(
            total, segments, before, missing, table.sizeBytes() * missing.size() / total));
    List<SegmentRecord> read = missing.isEmpty() ? List.of() : read(engine, landing, missing, rate);
    Map<Integer, SegmentRecord> known =
        read.stream().collect(Collectors.toMap(SegmentRecord::segment, Function.identity()));
    known.putAll(before);
    SortedMap<Integer, SegmentRecord> records = landing.records(known);
    if (records.size() == total && !landing.complete()) {
      landing.finish(records);
    }
    return new ScanResult(
        landing.export(),
        table,
        total,
        read.size(),
        records.size(),
        records.values().stream().mapToLong(SegmentRecord::items).sum(),
        records.values().stream().mapToLong(SegmentRecord::bytes).sum(),
        costs(read),
        costs(records.values()));
  }

  private static SegmentRecord.Costs costs(Collection<SegmentRecord> records) {
    return records.stream()
        .map(SegmentRecord::costs)
        .reduce(SegmentRecord.Costs.NONE, SegmentRecord.Costs::plus);
  }

  private TableDescription describe() {
    ScanRequest request = settings.request();
    return TableDescription.of(AwsClients.dynamoDb(aws), request.table(), request.indexOrNull());
  }

  private Landing begin(TableDescription table, ScanEngine engine) {
    // A landing that was begun has its segments, whatever the table's size is by now.
    int total =
        settings
            .totalSegments()
            .orElseGet(
                () ->
                    Landing.find(settings.landing(), hadoop)
                        .map(landing -> landing.plan().totalSegments())
                        .orElseGet(() -> SegmentPlan.total(table, ClusterCores.of(spark))));
    return Landing.begin(
        settings.landing(),
        new LandingPlan.Scan(
            table.arn().isEmpty() ? table.name() : table.arn(),
            table.id(),
            table.sizeBytes(),
            engine.name(),
            total,
            settings.request().facts()),
        hadoop);
  }

  private List<SegmentRecord> read(
      ScanEngine engine, Landing landing, List<Integer> segments, OptionalDouble rate) {
    try (SharedBudget budget = SharedBudget.open(settings.rate(), rate, this::describe)) {
      return read(engine, landing, segments, budget.addressOrNull());
    }
  }

  private List<SegmentRecord> read(
      ScanEngine engine, Landing landing, List<Integer> segments, @Nullable BudgetAddress budget) {
    ScanCounters counters = ScanCounters.of(spark);
    ScanTask task =
        new ScanTask(
            engine,
            settings.request(),
            landing.plan().totalSegments(),
            landing.folder(),
            settings.fileBytes(),
            spark.broadcast(new SerializableConfiguration(hadoop)),
            budget,
            counters);
    SegmentWatch watch = new SegmentWatch(spark.sc(), segments, counters.records(), follower);
    List<SegmentRecord> read;
    try (watch) {
      read = spark.parallelize(segments, segments.size()).map(task::land).collect();
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      throw failure(e, watch);
    }
    RuntimeException refused = watch.refused();
    if (refused != null) {
      throw refused;
    }
    return read;
  }

  private RuntimeException failure(Exception e, SegmentWatch watch) {
    RuntimeException refused = watch.refused();
    if (refused != null) {
      return refused;
    }
    RuntimeException failure = failure(e);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SegmentFailedException of && failure instanceof JobException job) {
        try {
          follower.failed(of.segment(), job);
        } catch (JobException untold) {
          failure.addSuppressed(untold);
        }
      }
    }
    return failure;
  }

  private static RuntimeException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobException job) {
        return job.code() == ErrorCode.SERVICE
            ? new JobException(
                job.code(),
                job.getMessage() + "; the segments that are landed will not be read again",
                e)
            : job;
      }
    }
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new JobException(
            ErrorCode.SERVICE,
            "scan: a task failed; "
                + e.getMessage()
                + "; run the same command again, it reads only the missing segments",
            e);
  }
}
