package io.dynalake.jobs.acquire;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.Regions;
import io.dynalake.capacity.TableDescription;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.pitr.Destination;
import io.dynalake.export.pitr.PitrExports;
import io.dynalake.export.pitr.RecoveryWindow;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.acquire.Estimate.Choice;
import io.dynalake.jobs.options.RunName;
import io.dynalake.jobs.options.TableArguments;
import io.dynalake.jobs.options.TableArguments.Via;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.scan.ScanRequest;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gets a table's items, in the way that was asked for or that is better. */
public final class Acquisition {
  private final TableArguments source;
  private final RunName run;
  private final ZoneId zone;
  private final SparkStart start;
  private final Progress progress;
  private final AwsSettings aws;
  private final TableDescription table;
  private Via chosen = Via.AUTO;
  private @Nullable ScanAcquisition scan;

  /**
   * Looks at the table.
   *
   * @throws JobException INPUT_MISSING if it is not there; USAGE if no region is known, or the
   *     partition key is another one than the user believes
   */
  public Acquisition(
      TableArguments source, RunName run, ZoneId zone, SparkStart start, Progress progress) {
    this.source = source;
    this.run = run;
    this.zone = zone;
    this.start = start;
    this.progress = progress;
    this.aws = Regions.resolve(source.scan().aws(), source.table());
    ScanRequest request = source.scan().request();
    this.table =
        TableDescription.of(AwsClients.dynamoDb(aws), source.table(), request.index().orElse(null));
    source.partitionKey().ifPresent(this::requirePartitionKey);
  }

  private void requirePartitionKey(String believed) {
    if (!table.keys().get(0).equals(believed)) {
      throw new JobException(
          ErrorCode.USAGE,
          "--dynamo-partition-column: the partition key of table "
              + table.name()
              + " is "
              + table.keys().get(0)
              + ", not "
              + believed
              + "; correct it or leave it out");
    }
  }

  /**
   * Lands the table.
   *
   * @param entered enters the run in the ledger, once it is clear which one it is
   * @throws JobException if that could not be done completely; the same command goes on with it
   */
  public Acquired run(TableRun entered) {
    Via via = source.via();
    if (via == Via.AUTO) {
      Choice choice = choice(estimate());
      progress.note("via " + (choice.via() == Via.PITR ? "pitr" : "scan") + ": " + choice.why());
      via = choice.via();
    }
    chosen = via;
    TableRequest request = new TableRequest(source, run, table.arn(), zone);
    if (via == Via.PITR) {
      return new PitrAcquisition(request, aws, start.hadoop(), progress, entered).run();
    }
    ScanAcquisition begun = new ScanAcquisition(request, start, progress, entered);
    scan = begun;
    return begun.run();
  }

  /** What has come of it, after it failed. */
  public Acquired failed() {
    String via = chosen == Via.AUTO ? "" : chosen.name().toLowerCase(Locale.ROOT);
    return new Acquired(
        via, Acquired.Status.FAILED, table.arn(), List.of(), scan == null ? null : scan.facts());
  }

  /** The table as it was looked at. */
  public TableDescription table() {
    return table;
  }

  /** What both ways would take, for people. */
  public String estimateText() {
    Estimate estimate = estimate();
    Choice choice =
        source.via() == Via.AUTO ? choice(estimate) : new Choice(source.via(), "as asked for");
    return EstimateText.of(table.name(), estimate, choice);
  }

  /** The time for which the table can be recovered. */
  public RecoveryWindow recoveryWindow() {
    return new PitrExports(AwsClients.dynamoDb(aws)).recoveryWindow(source.table().text());
  }

  private Choice choice(Estimate estimate) {
    return estimate.choose(Destination.isInS3(source.landing()));
  }

  private Estimate estimate() {
    return Estimate.of(
        table, source.scan().request(), source.scan().rate(), recoveryWindow().enabled());
  }
}
