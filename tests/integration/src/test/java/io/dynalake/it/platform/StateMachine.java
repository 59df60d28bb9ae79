package io.dynalake.it.platform;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Walks over a state machine in the Amazon States Language, with JSONata, as Step Functions does:
 * as much of the language as the pipeline uses, and no more.
 *
 * @param services what the tasks call, by resource
 * @param waited told of each wait, which then takes no time
 */
record StateMachine(JsonNode definition, Map<String, Service> services, Consumer<Duration> waited) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_STEPS = 1_000;

  /** Answers a task. */
  interface Service {
    Object call(JsonNode arguments) throws ServiceFailure;
  }

  /** How a task fails: the name of an error as Step Functions knows it, and a cause. */
  static final class ServiceFailure extends Exception {
    private final String error;

    ServiceFailure(String error, String cause) {
      super(cause);
      this.error = error;
    }
  }

  /**
   * How an execution went.
   *
   * @param visited states in order; a task that is tried again counts each time
   * @param error empty if it succeeded
   */
  record Execution(List<String> visited, String error, String cause) {
    boolean succeeded() {
      return error.isEmpty();
    }
  }

  static StateMachine of(
      String definition, Map<String, Service> services, Consumer<Duration> waited) {
    try {
      return new StateMachine(JSON.readTree(definition), services, waited);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Execution execute(Map<String, ?> input) {
    Walk walk = new Walk();
    String next = definition.path("StartAt").asText();
    while (walk.visited.size() < MOST_STEPS) {
      JsonNode state = definition.path("States").path(next);
      walk.visited.add(next);
      switch (state.path("Type").asText()) {
        case "Succeed" -> {
          return new Execution(walk.visited, "", "");
        }
        case "Fail" -> {
          String error = walk.evaluated(state.path("Error"), Map.of()).toString();
          String cause = walk.evaluated(state.path("Cause"), Map.of()).toString();
          return new Execution(walk.visited, error, cause);
        }
        case "Pass" -> {
          walk.assign(state, Map.of("input", input));
          next = state.path("Next").asText();
        }
        case "Wait" -> {
          waited.accept(Duration.ofSeconds(state.path("Seconds").asLong()));
          next = state.path("Next").asText();
        }
        case "Choice" -> next = walk.choice(state);
        case "Task" -> next = walk.task(next, state);
        default -> throw new AssertionError(next + ": no state, or one of an unknown type");
      }
    }
    throw new AssertionError("it does not end: " + walk.visited);
  }

  /** One execution, with its variables. */
  private final class Walk {
    private final Map<String, Object> variables = new HashMap<>();
    private final List<String> visited = new ArrayList<>();

    private String choice(JsonNode state) {
      for (JsonNode choice : state.path("Choices")) {
        if (evaluated(choice.path("Condition"), Map.of()).equals(true)) {
          return choice.path("Next").asText();
        }
      }
      return state.path("Default").asText();
    }

    private String task(String name, JsonNode state) {
      Map<JsonNode, Integer> attempts = new HashMap<>();
      while (true) {
        try {
          assign(state, Map.of("result", called(state)));
          return state.path("Next").asText();
        } catch (ServiceFailure e) {
          JsonNode retrier = matching(state.path("Retry"), e.error);
          int made = attempts.merge(retrier, 1, Integer::sum);
          if (made <= retrier.path("MaxAttempts").asInt(0)) {
            waited.accept(pause(retrier, made));
            visited.add(name);
            continue;
          }
          JsonNode catcher = matching(state.path("Catch"), e.error);
          if (catcher.isMissingNode()) {
            throw new AssertionError(name + ": " + e.error + ": nobody catches it", e);
          }
          String cause = String.valueOf(e.getMessage());
          assign(catcher, Map.of("errorOutput", Map.of("Error", e.error, "Cause", cause)));
          return catcher.path("Next").asText();
        }
      }
    }

    private Object called(JsonNode state) throws ServiceFailure {
      Service service = services.get(state.path("Resource").asText());
      if (service == null) {
        throw new AssertionError(state.path("Resource") + ": no such service");
      }
      return service.call(JSON.valueToTree(evaluated(state.path("Arguments"), Map.of())));
    }

    /** All together: none of the expressions sees what another one assigns. */
    private void assign(JsonNode state, Map<String, ?> states) {
      Map<?, ?> values = (Map<?, ?>) evaluated(state.path("Assign"), states);
      values.forEach((name, value) -> variables.put((String) name, value));
    }

    /** The value with its expressions evaluated, at whatever depth; one without a result fails. */
    private Object evaluated(JsonNode template, Map<String, ?> states) {
      if (template.isObject() || template.isMissingNode()) {
        Map<String, Object> all = new LinkedHashMap<>();
        template
            .fields()
            .forEachRemaining(each -> all.put(each.getKey(), evaluated(each.getValue(), states)));
        return all;
      }
      String text = template.asText();
      if (!text.startsWith("{%") || !text.endsWith("%}")) {
        return template.isTextual() ? text : template;
      }
      Jsonata expression = Jsonata.jsonata(text.substring(2, text.length() - 2));
      Jsonata.Frame frame = expression.createFrame();
      variables.forEach(frame::bind);
      frame.bind("states", states);
      Object value = expression.evaluate(null, frame);
      if (value == null) {
        throw new AssertionError(text + ": undefined, with " + variables + " and " + states);
      }
      return value;
    }
  }

  private static Duration pause(JsonNode retrier, int attempt) {
    double backoff = Math.pow(retrier.path("BackoffRate").asDouble(2), attempt - 1);
    double seconds = retrier.path("IntervalSeconds").asDouble(1) * backoff;
    return Duration.ofSeconds(
        (long) Math.min(seconds, retrier.path("MaxDelaySeconds").asDouble(1e9)));
  }

  /** The retrier or catcher of an error; a service's own errors are failures of the task too. */
  private static JsonNode matching(JsonNode candidates, String error) {
    for (JsonNode candidate : candidates) {
      List<String> errors = Project.texts(candidate.path("ErrorEquals"));
      if (errors.contains(error)
          || errors.contains("States.ALL")
          || errors.contains("States.TaskFailed")) {
        return candidate;
      }
    }
    return MissingNode.getInstance();
  }
}
