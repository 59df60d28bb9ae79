package io.dynalake.jobs.options;

import io.dynalake.export.pitr.Destination.Encryption;
import io.dynalake.export.pitr.ExportKind.View;
import io.dynalake.export.pitr.ExportRequest.Format;
import io.dynalake.jobs.options.PitrArguments.Changes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What DynamoDB is to export. */
final class PitrOptions {
  @Option(
      names = "--export-time",
      paramLabel = "D",
      description = "Time of the items in a full export. Default: now.")
  private @Nullable String exportTime;

  @Option(
      names = "--window",
      paramLabel = "hourly|daily|weekly[:DAY]|monthly",
      description =
          "The last whole period: its end is the time of a full export or scan, its ends those of"
              + " an incremental one, and it names the run, so that it is done once.")
  private @Nullable String window;

  @Option(
      names = "--bucket-owner",
      paramLabel = "ACCOUNT",
      description = "Account that owns the landing's bucket, if it is another one.")
  private @Nullable String bucketOwner;

  @Option(
      names = "--sse",
      paramLabel = "s3|kms",
      description = "Encryption of the export's objects. Default: ${DEFAULT-VALUE}.")
  private String sse = "s3";

  @Option(
      names = "--kms-key",
      paramLabel = "KEY",
      description = "Key for --sse kms. Default: the account's key for S3.")
  private @Nullable String kmsKey;

  @Option(
      names = "--reuse",
      description = "Take an export that already exists for the same table, time and kind.")
  private boolean reuse;

  @Option(
      names = "--wait-timeout",
      paramLabel = "TIME",
      description =
          "Wait for the export no longer than this, e.g. 90m. Default: as long as it takes.")
  private @Nullable String waitTimeout;

  /** Those that only the job {@code export} has. */
  static final class Changing {
    @Option(
        names = "--incremental",
        description = "Export what changed, from the end of the last export in the landing on.")
    private boolean incremental;

    @Option(names = "--from", paramLabel = "D", description = "Start of the changes, inclusive.")
    private @Nullable String from;

    @Option(
        names = "--to",
        paramLabel = "D",
        description =
            "End of the changes, exclusive. Default: now. More than 24 hours become several"
                + " exports.")
    private @Nullable String to;

    @Option(
        names = "--view",
        paramLabel = "new-image|new-and-old-images",
        description = "Images of changed items. Default: ${DEFAULT-VALUE}.")
    private String view = "new-and-old-images";

    @Option(
        names = "--format",
        paramLabel = "dynamodb-json|ion",
        description = "Format of the data files of an export. Default: ${DEFAULT-VALUE}.")
    private String format = "dynamodb-json";

    boolean wanted() {
      return incremental || from != null || to != null;
    }
  }

  private enum Sse {
    S3,
    KMS
  }

  PitrArguments arguments(
      @Nullable Changing changing, ZoneId zone, OptionValues values, Problems problems) {
    Optional<Instant> time = values.instant("--export-time", exportTime, zone);
    Optional<Window> period =
        values
            .optional(window)
            .flatMap(text -> problems.value("--window", () -> Window.parse(text)));
    Optional<Changes> changes =
        Optional.ofNullable(changing)
            .filter(Changing::wanted)
            .map(given -> changes(given, zone, values));
    if (period.isPresent() && (time.isPresent() || changes.flatMap(Changes::from).isPresent())) {
      problems.add("--window: it says the time itself; leave out --export-time, --from and --to");
    }
    if (changes.isPresent() && time.isPresent()) {
      problems.add("--export-time: it is of a full export; leave it out, or --incremental");
    }
    if (reuse && time.isEmpty() && period.isEmpty() && changes.isEmpty()) {
      problems.add(
          "--reuse: any export of another time would do; give --export-time or --window, which say"
              + " of what time the items are to be");
    }
    Encryption encryption =
        values.choice("--sse", sse, Sse.class) == Sse.KMS
            ? new Encryption.Kms(values.optional(kmsKey).orElse(null))
            : new Encryption.S3Managed();
    if (kmsKey != null && encryption instanceof Encryption.S3Managed) {
      problems.add("--kms-key: a key of KMS goes with --sse kms only; add that");
    }
    return new PitrArguments(
        time,
        changes,
        period,
        changing == null
            ? Format.DYNAMODB_JSON
            : values.choice("--format", changing.format, Format.class),
        values.optional(bucketOwner),
        encryption,
        reuse,
        values.optional(waitTimeout).flatMap(t -> values.duration("--wait-timeout", t)));
  }

  private static Changes changes(Changing given, ZoneId zone, OptionValues values) {
    return new Changes(
        values.instant("--from", given.from, zone),
        values.instant("--to", given.to, zone),
        values.choice("--view", given.view, View.class));
  }

  /** The options given that only DynamoDB's exports can follow. */
  Set<String> given(@Nullable Changing changing) {
    Set<String> given = new LinkedHashSet<>();
    if (exportTime != null) {
      given.add("--export-time");
    }
    if (reuse) {
      given.add("--reuse");
    }
    if (changing != null && changing.wanted()) {
      given.add("--incremental");
    }
    if (changing != null && !changing.format.equals("dynamodb-json")) {
      given.add("--format");
    }
    return given;
  }
}
