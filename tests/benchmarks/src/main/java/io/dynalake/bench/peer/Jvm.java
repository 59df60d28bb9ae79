package io.dynalake.bench.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A JVM that runs one of the programs here.
 *
 * @param classPath as {@code java -cp} takes it
 * @param options of the JVM
 */
record Jvm(String classPath, List<String> options) {
  Jvm {
    options = List.copyOf(options);
  }

  /** With all that this JVM has. */
  static Jvm likeThis(String... options) {
    return new Jvm(System.getProperty("java.class.path"), Arrays.asList(options));
  }

  Invocation run(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(Arrays.asList(arguments));
    return new Invocation(command, Map.of());
  }
}
