package io.dynalake.jobs.options;

/** How any job tells what it does, whatever it does. */
public record CommonArguments(LogFormat logFormat, Metrics metrics) {
  /** Names the format of the log where no option does; executors know it by this. */
  public static final String LOG_FORMAT = "DYNALAKE_LOG_FORMAT";

  /** Lines of the log on standard error. */
  public enum LogFormat {
    TEXT,
    /** One object each, with what else a job tells its user among them. */
    JSON
  }

  /** Lines of metrics on standard output. */
  public enum Metrics {
    NONE,
    /** In CloudWatch's embedded metric format. */
    EMF
  }
}
