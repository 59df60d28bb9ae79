package io.dynalake.jobs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Lines of the log as JSON objects, on whatever console the platform logs to. By a pattern: Spark
 * 3.5 brings no JSON layout of log4j along. That of {@code conf/log4j2.properties} is the same, for
 * the lines before a job has begun and for executors.
 */
final class JsonLog {
  static final String PATTERN =
      "{\"time\":\"%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\",\"level\":\"%p\","
          + "\"run\":\"%enc{%X{mdc.run}}{JSON}\",\"logger\":\"%enc{%c}{JSON}\","
          + "\"thread\":\"%enc{%t}{JSON}\",\"message\":\"%enc{%m}{JSON}\","
          + "\"error\":\"%enc{%ex}{JSON}\"}%n";

  private static final String OURS = "io.dynalake";

  private JsonLog() {}

  /** Whether lines of the log are JSON, by this or by the platform's configuration. */
  static boolean isOn() {
    return LogManager.getContext(false) instanceof LoggerContext context && isOn(context);
  }

  static boolean isOn(LoggerContext context) {
    return context.getConfiguration().getRootLogger().getAppenders().values().stream()
        .anyMatch(JsonLog::isJson);
  }

  /** From now on, unless they are JSON already. */
  static void begin() {
    if (LogManager.getContext(false) instanceof LoggerContext context && !isOn(context)) {
      begin(context);
    }
  }

  static void begin(LoggerContext context) {
    Configuration configuration = context.getConfiguration();
    List<ConsoleAppender> consoles =
        configuration.getAppenders().values().stream()
            .filter(ConsoleAppender.class::isInstance)
            .map(ConsoleAppender.class::cast)
            .toList();
    for (ConsoleAppender console : consoles) {
      ConsoleAppender json = likeIt(console, configuration);
      json.start();
      replace(console, json, configuration.getRootLogger());
      configuration.getLoggers().values().forEach(logger -> replace(console, json, logger));
    }
    if (context.getLogger(OURS).getLevel().isMoreSpecificThan(Level.WARN)) {
      // What a job tells its user is a line of the log now.
      configuration.removeLogger(OURS);
      configuration.addLogger(OURS, new LoggerConfig(OURS, Level.INFO, true));
    }
    context.updateLoggers();
  }

  private static boolean isJson(Appender appender) {
    return appender.getLayout() instanceof PatternLayout layout
        && layout.getConversionPattern().equals(PATTERN);
  }

  private static ConsoleAppender likeIt(ConsoleAppender console, Configuration configuration) {
    return ConsoleAppender.newBuilder()
        .setName(console.getName())
        .setTarget(console.getTarget())
        .setFilter(console.getFilter())
        .setConfiguration(configuration)
        .setLayout(
            PatternLayout.newBuilder()
                .withPattern(PATTERN)
                .withCharset(StandardCharsets.UTF_8)
                .withConfiguration(configuration)
                .build())
        .build();
  }

  /** With the level and filter of its reference, if it has one: log4j's own default has none. */
  private static void replace(ConsoleAppender console, ConsoleAppender json, LoggerConfig logger) {
    if (!logger.getAppenders().containsValue(console)) {
      return;
    }
    Optional<AppenderRef> ref =
        logger.getAppenderRefs().stream()
            .filter(known -> known.getRef().equals(console.getName()))
            .findFirst();
    logger.removeAppender(console.getName());
    logger.addAppender(
        json,
        ref.map(AppenderRef::getLevel).orElse(null),
        ref.map(AppenderRef::getFilter).orElse(null));
  }
}
