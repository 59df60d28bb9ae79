package io.dynalake.bench;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The JMH benchmarks. */
final class HotLoops {
  private HotLoops() {}

  /** Runs those whose names match a regular expression; JMH prints their results. */
  static void run(String regex) {
    try {
      new Runner(new OptionsBuilder().include(regex).shouldFailOnError(true).build()).run();
    } catch (RunnerException e) {
      throw new BenchException("JMH: " + e.getMessage());
    }
  }
}
