package io.dynalake.testsupport.fault;

import io.dynalake.testsupport.http.LoopbackServer;
import io.dynalake.testsupport.http.Reply;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import io.dynalake.testsupport.http.Upstream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

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
      if (next.isPresent() && next.orElseThrow() instanceof Fault.Delay delay) {
        faults.add(delay);
        Thread.sleep(delay.duration().toMillis());
      } else if (fault.isEmpty()) {
        fault = next;
      }
    }
    fault.ifPresent(faults::add);
    Outcome outcome;
    try {
      outcome = outcome(request, operation.service(), fault.orElse(null));
    } catch (IOException e) {
      // The service itself is away, or went in the middle of its answer.
      outcome = Outcome.cut();
    }
    log.add(Readings.call(operation, request, faults, outcome));
    return outcome.reply();
  }

  private Outcome outcome(Request request, Operation.Service service, @Nullable Fault fault)
      throws IOException {
    if (fault instanceof Fault.Throttle throttle) {
      return Outcome.refused(Refusals.throttled(service, throttle.exception()));
    } else if (fault instanceof Fault.ServerError) {
      return Outcome.refused(Refusals.serverError(service));
    } else if (fault instanceof Fault.CutBefore) {
      return Outcome.cut();
    } else if (service == Operation.Service.DYNAMODB && !accessKeys.test(accessKey(request))) {
      return Outcome.refused(Refusals.expired());
    } else if (fault instanceof Fault.SmallPage page) {
      return Outcome.answered(upstream.send(Shortened.page(request, page.limit()).request()));
    } else if (fault instanceof Fault.Unprocessed batch) {
      Shortened shortened = Shortened.batch(request, batch.processed());
      return Outcome.answered(shortened.complete(upstream.send(shortened.request())));
    }
    Response response = upstream.send(request);
    if (fault instanceof Fault.CutAfter) {
      return Outcome.cutAfter(response);
    }
    return fault instanceof Fault.CutInBody ? Outcome.cutIn(response) : Outcome.answered(response);
  }

  private static String accessKey(Request request) {
    Matcher matcher = ACCESS_KEY.matcher(request.headers().first("Authorization").orElse(""));
    return matcher.find() ? matcher.group(1) : "";
  }

  @Override
  public void close() {
    timer.shutdownNow();
    server.close();
    upstream.close();
  }
}
