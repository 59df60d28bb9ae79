package io.dynalake.testsupport.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dynalake.testsupport.http.LoopbackServer;
import io.dynalake.testsupport.http.Reply;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import io.dynalake.testsupport.http.Upstream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before DynamoDB or S3, does to requests what the rules say, and records them. Without
 * rules it passes all on unchanged.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/]+)/");

  private final Upstream upstream;
  private final LoopbackServer server;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "fault-proxy-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final CopyOnWriteArrayList<Rule> rules = new CopyOnWriteArrayList<>();
  private final CallLog log = new CallLog();
  private volatile Predicate<String> accessKeys = key -> true;

  private FaultProxy(URI endpoint) {
    upstream = new Upstream(endpoint);
    server = LoopbackServer.start("fault-proxy", this::answer);
  }

  /** A proxy on a port of its own, before an endpoint. */
  public static FaultProxy before(URI endpoint) {
    return new FaultProxy(endpoint);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /**
   * Adds a rule. Of the faults that several give to a request, delays and the first other count.
   */
  public FaultProxy rule(Rule rule) {
    rules.add(rule);
    return this;
  }

  public void clearRules() {
    rules.clear();
  }

  /** DynamoDB requests signed with an access key that this refuses get ExpiredTokenException. */
  public void accessKeys(Predicate<String> accepted) {
    accessKeys = accepted;
  }

  /** What was asked so far. */
  public CallLog log() {
    return log;
  }

  /** Resets all connections, and refuses new ones for so long. */
  public void away(Duration duration) {
    leave();
    var unused = timer.schedule(server::comeBack, duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Resets all connections, and refuses new ones until {@link #comeBack}. */
  public void leave() {
    server.leave();
  }

  public void comeBack() {
    server.comeBack();
  }

  private Reply answer(Request request) throws IOException, InterruptedException {
    Operation operation = Operation.of(request);
    List<Fault> faults = new ArrayList<>();
    Optional<Fault> fault = Optional.empty();
    for (Rule rule : rules) {
      Optional<Fault> next = rule.next(operation);
      if (next.isPresent() && next.get() instanceof Fault.Delay delay) {
        faults.add(delay);
        Thread.sleep(delay.duration().toMillis());
      } else if (fault.isEmpty()) {
        fault = next;
      }
    }
    fault.ifPresent(faults::add);
    Optional<Response> refusal = refusal(request, operation, fault);
    if (refusal.isPresent()) {
      return record(
          operation,
          request,
          faults,
          MissingNode.getInstance(),
          refusal.get().status(),
          new Reply.Whole(refusal.get()));
    }
    if (fault.isPresent() && fault.get() instanceof Fault.CutBefore) {
      return record(operation, request, faults, MissingNode.getInstance(), 0, new Reply.Cut());
    }
    return passOn(operation, request, faults, fault);
  }

  private Reply passOn(
      Operation operation, Request request, List<Fault> faults, Optional<Fault> fault)
      throws IOException {
    Response response;
    try {
      response = answer(request, fault);
    } catch (IOException e) {
      return record(operation, request, faults, MissingNode.getInstance(), 0, new Reply.Cut());
    }
    JsonNode summary =
        operation.service() == Operation.Service.DYNAMODB
            ? Readings.summary(response)
            : MissingNode.getInstance();
    if (fault.isPresent() && fault.get() instanceof Fault.CutAfter) {
      return record(operation, request, faults, summary, 0, new Reply.Cut());
    } else if (fault.isPresent() && fault.get() instanceof Fault.CutInBody) {
      return record(operation, request, faults, summary, 0, new Reply.Half(response));
    }
    return record(
        operation, request, faults, summary, response.status(), new Reply.Whole(response));
  }

  private Response answer(Request request, Optional<Fault> fault) throws IOException {
    if (fault.isPresent() && fault.get() instanceof Fault.SmallPage page) {
      return upstream.send(Shortened.page(request, page.limit()).request());
    } else if (fault.isPresent() && fault.get() instanceof Fault.Unprocessed batch) {
      Shortened shortened = Shortened.batch(request, batch.processed());
      return shortened.complete(upstream.send(shortened.request()));
    }
    return upstream.send(request);
  }

  private Optional<Response> refusal(Request request, Operation operation, Optional<Fault> fault) {
    boolean dynamoDb = operation.service() == Operation.Service.DYNAMODB;
    if (fault.isPresent() && fault.get() instanceof Fault.Throttle throttle) {
      return Optional.of(dynamoDb ? Refusals.throttled(throttle.exception()) : Refusals.slowDown());
    } else if (fault.isPresent() && fault.get() instanceof Fault.ServerError) {
      return Optional.of(dynamoDb ? Refusals.serverError() : Refusals.internalError());
    } else if (dynamoDb && !accessKeys.test(accessKey(request))) {
      return Optional.of(Refusals.expired());
    }
    return Optional.empty();
  }

  private static String accessKey(Request request) {
    Matcher matcher = ACCESS_KEY.matcher(request.headers().first("Authorization").orElse(""));
    return matcher.find() ? matcher.group(1) : "";
  }

  private Reply record(
      Operation operation,
      Request request,
      List<Fault> faults,
      JsonNode summary,
      int status,
      Reply reply)
      throws IOException {
    log.add(
        new Call(
            Instant.now(),
            operation,
            status,
            faults,
            Readings.consumedCapacity(summary),
            Readings.page(operation, request, summary)));
    return reply;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    server.close();
    upstream.close();
  }
}
