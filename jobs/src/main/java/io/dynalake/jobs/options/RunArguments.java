package io.dynalake.jobs.options;

/** Arguments of a job whose runs have names: they are recorded, and log lines name them. */
public interface RunArguments {
  RunName run();
}
