package io.dynalake.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records as items.
 *
 * <pre>
 * pk                sk                    what
 * run#ID            run                   a run
 * parts#ID          id of the part        a part
 * runs              started#ID            names a run: all of them, by time
 * source#HASH       started#ID            names a run: those of one job, target and fingerprint
 * ledger            version               the version of all this
 * </pre>
 */
final class DynamoDbItems {
  static final String PK = "pk";
  static final String SK = "sk";
  static final String VERSION = "version";
  static final String TOKEN = "changeToken";
  static final String RUN_ID = "runId";
  static final String RUNS = "runs";

  private DynamoDbItems() {}

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of(PK, text(pk), SK, text(sk));
  }

  static Map<String, AttributeValue> runKey(String runId) {
    return key("run#" + runId, "run");
  }

  static String partsOf(String runId) {
    return "parts#" + runId;
  }

  static String sourceOf(String job, String target, String fingerprint) {
    return "source#" + hash(job + '\n' + fingerprint + '\n' + target);
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An item that names a run; those in one place sort by its start. */
  static Map<String, AttributeValue> pointer(String pk, RunRecord run) {
    String started = String.format(Locale.ROOT, "%015d", run.started().toEpochMilli());
    Map<String, AttributeValue> item = new HashMap<>(key(pk, started + "#" + run.runId()));
    item.put(RUN_ID, text(run.runId()));
    return item;
  }

  static Map<String, AttributeValue> ofRun(RunRecord run, long version, String token) {
    Map<String, AttributeValue> item = new HashMap<>(runKey(run.runId()));
    item.put(RUN_ID, text(run.runId()));
    item.put("job", text(run.job()));
    item.put("source", text(run.source()));
    item.put("target", text(run.target()));
    item.put("fingerprint", text(run.fingerprint()));
    item.put(
        "options", AttributeValue.fromL(run.options().stream().map(DynamoDbItems::text).toList()));
    item.put("state", text(run.state().name()));
    item.put("owner", text(run.owner()));
    put(item, "started", Optional.of(run.started()));
    put(item, "heartbeat", Optional.of(run.heartbeat()));
    put(item, "ended", run.ended());
    Map<String, AttributeValue> counts = new HashMap<>();
    run.counts().forEach((name, count) -> counts.put(name, number(count)));
    item.put("counts", AttributeValue.fromM(counts));
    put(item, run.failure());
    item.put(VERSION, number(version));
    item.put(TOKEN, text(token));
    return item;
  }

  static RunRecord run(Map<String, AttributeValue> item) {
    Map<String, Long> counts = new HashMap<>();
    attribute(item, "counts")
        .m()
        .forEach((name, count) -> counts.put(name, Long.parseLong(count.n())));
    return new RunRecord(
        attribute(item, RUN_ID).s(),
        attribute(item, "job").s(),
        attribute(item, "source").s(),
        attribute(item, "target").s(),
        attribute(item, "fingerprint").s(),
        attribute(item, "options").l().stream().map(AttributeValue::s).toList(),
        RunState.valueOf(attribute(item, "state").s()),
        attribute(item, "owner").s(),
        time(item, "started").orElseThrow(),
        time(item, "heartbeat").orElseThrow(),
        time(item, "ended"),
        counts,
        failure(item),
        number(item, VERSION));
  }

  static Map<String, AttributeValue> ofPart(
      String runId, PartRecord part, long version, String token) {
    Map<String, AttributeValue> item = new HashMap<>(key(partsOf(runId), part.id()));
    item.put("kind", text(part.kind().name()));
    item.put("location", text(part.location()));
    item.put("state", text(part.state().name()));
    put(item, "started", part.started());
    put(item, "ended", part.ended());
    item.put(
        "attempts",
        AttributeValue.fromL(part.attempts().stream().map(DynamoDbItems::ofAttempt).toList()));
    item.put("items", number(part.items()));
    item.put("bytes", number(part.bytes()));
    put(item, "updated", Optional.of(part.updated()));
    item.put(VERSION, number(version));
    item.put(TOKEN, text(token));
    return item;
  }

  static PartRecord part(Map<String, AttributeValue> item) {
    List<Attempt> attempts = new ArrayList<>();
    for (AttributeValue attempt : attribute(item, "attempts").l()) {
      Map<String, AttributeValue> m = attempt.m();
      attempts.add(
          new Attempt(
              (int) number(m, "number"),
              time(m, "started").orElseThrow(),
              time(m, "ended"),
              failure(m)));
    }
    return new PartRecord(
        attribute(item, SK).s(),
        PartKind.valueOf(attribute(item, "kind").s()),
        attribute(item, "location").s(),
        PartState.valueOf(attribute(item, "state").s()),
        time(item, "started"),
        time(item, "ended"),
        attempts,
        number(item, "items"),
        number(item, "bytes"),
        time(item, "updated").orElseThrow(),
        number(item, VERSION));
  }

  private static AttributeValue ofAttempt(Attempt attempt) {
    Map<String, AttributeValue> m = new HashMap<>();
    m.put("number", number(attempt.number()));
    put(m, "started", Optional.of(attempt.started()));
    put(m, "ended", attempt.ended());
    put(m, attempt.failure());
    return AttributeValue.fromM(m);
  }

  static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .orElseThrow(
            () ->
                new JobException(
                    ErrorCode.SERVICE,
                    "ledger: an item of its table lacks "
                        + name
                        + ", something else has written it; delete the item "
                        + item.get(PK)
                        + ", "
                        + item.get(SK)
                        + ", or use another table"));
  }

  static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(attribute(item, name).n());
  }

  private static void put(Map<String, AttributeValue> item, String name, Optional<Instant> time) {
    time.ifPresent(t -> item.put(name, number(t.toEpochMilli())));
  }

  private static void put(Map<String, AttributeValue> item, Optional<Failure> failure) {
    failure.ifPresent(
        why -> {
          item.put("errorCode", text(why.code()));
          item.put("errorMessage", text(why.message()));
        });
  }

  private static Optional<Instant> time(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(value -> Instant.ofEpochMilli(Long.parseLong(value.n())));
  }

  private static Optional<Failure> failure(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get("errorCode"))
        .map(code -> new Failure(code.s(), attribute(item, "errorMessage").s()));
  }
}
