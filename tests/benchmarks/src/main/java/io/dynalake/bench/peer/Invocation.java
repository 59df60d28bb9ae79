package io.dynalake.bench.peer;

import java.util.List;
import java.util.Map;

/**
 * A command to run.
 *
 * @param environment variables to set
 */
public record Invocation(List<String> command, Map<String, String> environment) {
  public Invocation {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
