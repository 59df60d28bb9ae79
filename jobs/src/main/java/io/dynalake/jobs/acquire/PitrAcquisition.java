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
import io.dynalake.jobs.options.Window.Period;
import io.dynalake.jobs.progress.Progress;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.Acquired.Landed;
import io.dynalake.jobs.report.Acquired.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Has DynamoDB export a table, and waits for it. */
final class PitrAcquisition {
  private final TableRequest request;
  private final Configuration hadoop;
  private final Progress progress;
  private final TableRun run;
  private final PitrExports exports;
  private final Destination destination;
  private volatile long items;

  /**
   * @param aws settings with a region
   */
  PitrAcquisition(
      TableRequest request,
      AwsSettings aws,
      Configuration hadoop,
      Progress progress,
      TableRun run) {
    this.request = request;
    this.hadoop = hadoop;
    this.progress = progress;
    this.run = run;
    this.exports = new PitrExports(AwsClients.dynamoDb(aws));
    PitrArguments pitr = request.source().pitr();
    this.destination =
        Destination.of(
            request.source().landing(), pitr.bucketOwner().orElse(null), pitr.encryption());
  }

  Acquired run() {
    List<ExportKind> kinds = kinds();
    List<ExportRequest> asked = kinds.stream().map(this::request).toList();
    List<Optional<PitrExport>> before = asked.stream().map(this::before).toList();
    boolean done = before.stream().allMatch(PitrAcquisition::isCompleted);
    String runId = request.run().id();
    run.begin(
        new TableRun.Which(
            runId, "", request.tableArn(), destination.location(), times(kinds), done),
        asked.stream().map(each -> each.token(runId)).collect(Collectors.joining(" ")),
        () -> Map.of("read", items, "written", items));
    List<PitrExport> started = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      ExportRequest each = asked.get(i);
      before
          .get(i)
          .ifPresent(
              export -> progress.note("taking export " + export.arn() + ", which exists already"));
      started.add(before.get(i).orElseGet(() -> start(each)));
    }
    List<Landed> landed = await(started);
    return new Acquired(
        "pitr", done ? Status.ALREADY_DONE : Status.COMPLETED, request.tableArn(), landed, null);
  }

  private ExportRequest request(ExportKind kind) {
    return new ExportRequest(
        request.tableArn(), kind, request.source().pitr().format(), destination);
  }

  private static boolean isCompleted(Optional<PitrExport> export) {
    return export.filter(e -> e.status() == PitrExport.Status.COMPLETED).isPresent();
  }

  /** The options that ask for the same again, at whatever time. */
  static List<String> times(List<ExportKind> kinds) {
    if (kinds.get(0) instanceof Incremental first) {
      Incremental last = (Incremental) kinds.get(kinds.size() - 1);
      return List.of("--from=" + first.from(), "--to=" + last.to());
    }
    return ((Full) kinds.get(0))
        .time()
        .map(time -> List.of("--export-time=" + time))
        .orElse(List.of());
  }

  /** Of a run with a lasting name its own export; where that is allowed, one like it. */
  private Optional<PitrExport> before(ExportRequest asked) {
    Optional<PitrExport> own =
        request.run().isLasting()
            ? exports.startedBefore(request.tableArn(), asked.token(request.run().id()))
            : Optional.empty();
    return own.isEmpty() && request.source().pitr().reuse() ? exports.answering(asked) : own;
  }

  private PitrExport start(ExportRequest asked) {
    exports.recoveryWindow(request.tableArn()).require(asked, Instant.now());
    requireBucket();
    PitrExport export = exports.start(asked, asked.token(request.run().id()));
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
    ExportWait wait = ExportWait.within(request.source().pitr().waitTimeout());
    progress.start("export", "export", started.size(), 0);
    List<Landed> landed = new ArrayList<>();
    long sum = 0;
    for (PitrExport export : started) {
      long done = landed.size();
      long before = sum;
      PitrExport completed = wait.await(exports, export, seen -> progress.update(done, before, 0));
      sum += completed.items().orElse(0);
      items = sum;
      landed.add(
          new Landed(
              completed.folder(),
              completed.arn(),
              completed.items().orElse(-1),
              completed.billedBytes().orElse(-1)));
      progress.update(landed.size(), sum, 0);
    }
    return landed;
  }

  private List<ExportKind> kinds() {
    PitrArguments pitr = request.source().pitr();
    Optional<Period> period =
        pitr.window().map(window -> window.last(Instant.now(), request.zone()));
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
    return exports
        .latest(request.tableArn(), destination, changes.view())
        .flatMap(PitrExport::reach);
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
