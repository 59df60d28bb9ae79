package io.dynalake.jobs.acquire;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.Locations;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.pitr.Destination;
import io.dynalake.export.pitr.ExportKind;
import io.dynalake.export.pitr.ExportKind.Full;
import io.dynalake.export.pitr.ExportKind.Incremental;
import io.dynalake.export.pitr.ExportRequest;
import io.dynalake.export.pitr.ExportWait;
import io.dynalake.export.pitr.PitrExport;
import io.dynalake.export.pitr.PitrExports;
import io.dynalake.jobs.options.PitrArguments;
import io.dynalake.jobs.options.PitrArguments.Changes;
import io.dynalake.jobs.options.RunName;
import io.dynalake.jobs.options.TableArguments;
import io.dynalake.jobs.options.Window.Period;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.Acquired.Landed;
import io.dynalake.jobs.report.Acquired.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Has DynamoDB export a table, and waits for it. */
final class PitrAcquisition {
  private final TableArguments source;
  private final RunName run;
  private final ZoneId zone;
  private final Configuration hadoop;
  private final Progress progress;
  private final String tableArn;
  private final PitrExports exports;
  private final Destination destination;

  /**
   * @param aws settings with a region
   */
  PitrAcquisition(
      TableArguments source,
      RunName run,
      ZoneId zone,
      AwsSettings aws,
      String tableArn,
      Configuration hadoop,
      Progress progress) {
    this.source = source;
    this.run = run;
    this.zone = zone;
    this.hadoop = hadoop;
    this.progress = progress;
    this.tableArn = tableArn;
    this.exports = new PitrExports(AwsClients.dynamoDb(aws));
    this.destination =
        Destination.of(
            source.landing(), source.pitr().bucketOwner().orElse(null), source.pitr().encryption());
  }

  Acquired run() {
    List<PitrExport> started = new ArrayList<>();
    boolean anyNew = false;
    for (ExportKind kind : kinds()) {
      ExportRequest request =
          new ExportRequest(tableArn, kind, source.pitr().format(), destination);
      Optional<PitrExport> before = before(request);
      before.ifPresent(
          export -> progress.note("taking export " + export.arn() + ", which exists already"));
      started.add(before.orElseGet(() -> start(request)));
      anyNew |=
          before.isEmpty()
              || started.get(started.size() - 1).status() != PitrExport.Status.COMPLETED;
    }
    List<Landed> landed = await(started);
    return new Acquired(
        "pitr", anyNew ? Status.COMPLETED : Status.ALREADY_DONE, tableArn, landed, null);
  }

  /** Of a run with a lasting name its own export; where that is allowed, one like it. */
  private Optional<PitrExport> before(ExportRequest request) {
    Optional<PitrExport> own =
        run.isLasting()
            ? exports.startedBefore(tableArn, request.token(run.id()))
            : Optional.empty();
    return own.isEmpty() && source.pitr().reuse() ? exports.answering(request) : own;
  }

  private PitrExport start(ExportRequest request) {
    exports.recoveryWindow(tableArn).require(request, Instant.now());
    requireBucket();
    PitrExport export = exports.start(request, request.token(run.id()));
    progress.note("DynamoDB exports as " + export.arn());
    return export;
  }

  /** Before the export is asked for: the service finds out minutes later only. */
  private void requireBucket() {
    Path bucket = Locations.path("s3://" + destination.bucket() + "/", hadoop);
    try {
      // A listing asks the service; the status of a bucket's root does not.
      Locations.fileSystem(bucket, hadoop).listStatusIterator(bucket).hasNext();
    } catch (IOException e) {
      // By name, for the class is part of S3A, which need not be there.
      if (e.getClass().getSimpleName().equals("UnknownStoreException")) {
        throw new JobException(
            ErrorCode.INPUT_MISSING,
            "bucket "
                + destination.bucket()
                + ": it is not there; create it or correct --landing; if it is another account's,"
                + " give --bucket-owner",
            e);
      }
      progress.note(
          "bucket "
              + destination.bucket()
              + ": it cannot be looked at; "
              + e.getMessage()
              + "; DynamoDB may still be able to write there");
    }
  }

  private List<Landed> await(List<PitrExport> started) {
    ExportWait wait = ExportWait.within(source.pitr().waitTimeout());
    progress.start("export", "export", started.size(), 0);
    List<Landed> landed = new ArrayList<>();
    long items = 0;
    for (PitrExport export : started) {
      long done = landed.size();
      long before = items;
      PitrExport completed = wait.await(exports, export, seen -> progress.update(done, before, 0));
      items += completed.items().orElse(0);
      landed.add(
          new Landed(
              completed.folder(),
              completed.arn(),
              completed.items().orElse(-1),
              completed.billedBytes().orElse(-1)));
      progress.update(landed.size(), items, 0);
    }
    return landed;
  }

  private List<ExportKind> kinds() {
    PitrArguments pitr = source.pitr();
    Optional<Period> period = pitr.window().map(window -> window.last(Instant.now(), zone));
    if (pitr.changes().isEmpty()) {
      return List.of(new Full(pitr.exportTime().or(() -> period.map(Period::to)).orElse(null)));
    }
    Changes changes = pitr.changes().orElseThrow();
    Instant from =
        changes
            .from()
            .or(() -> period.map(Period::from))
            .or(() -> endOfLast(changes))
            .orElseThrow(() -> nothingToFollow());
    Instant to = changes.to().or(() -> period.map(Period::to)).orElseGet(Instant::now);
    return slices(from, to, changes.view());
  }

  private Optional<Instant> endOfLast(Changes changes) {
    return exports.latest(tableArn, destination, changes.view()).flatMap(PitrExport::reach);
  }

  private JobException nothingToFollow() {
    return new JobException(
        ErrorCode.USAGE,
        "--incremental: there is no completed export of the table in "
            + destination.location()
            + " that changes could follow; make a full export first, or give --from");
  }

  /** As few equal parts as the service's limit of a day allows. */
  static List<ExportKind> slices(Instant from, Instant to, ExportKind.View view) {
    Duration whole = Duration.between(from, to);
    long parts = Math.max(1, -Math.floorDiv(-whole.toSeconds(), Incremental.LONGEST.toSeconds()));
    List<ExportKind> slices = new ArrayList<>();
    Instant start = from;
    for (long part = 1; part <= parts; part++) {
      Instant end = part == parts ? to : from.plusSeconds(whole.toSeconds() * part / parts);
      slices.add(new Incremental(start, end, view));
      start = end;
    }
    return slices;
  }
}
