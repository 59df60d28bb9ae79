package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.junit.jupiter.api.Test;

class JsonLogTest {
  @Test
  void takesOverTheConsoleOfAPlatform() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stderr = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (LoggerContext platform = new LoggerContext("platform")) {
      platform.start(ofPlatform().build());
      assertThat(JsonLog.isOn(platform)).isFalse();
      JsonLog.begin(platform);
      assertThat(JsonLog.isOn(platform)).isTrue();
      ThreadContext.put("mdc.run", "nightly");
      platform.getLogger("io.dynalake.jobs.Some").info("a \"b\"\n\tc\\ü");
      platform
          .getLogger("org.elsewhere")
          .warn("torn", new IllegalStateException("x", new IOException("\"y\"")));
      platform.getLogger("org.elsewhere").info("too little to tell");
    } finally {
      ThreadContext.remove("mdc.run");
      System.setErr(stderr);
    }
    String[] lines = printed.toString(StandardCharsets.UTF_8).split("\n");
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines[0]);
    assertThat(first.get("run").asText()).isEqualTo("nightly");
    assertThat(first.get("level").asText()).isEqualTo("INFO");
    assertThat(first.get("message").asText()).isEqualTo("a \"b\"\n\tc\\ü");
    assertThat(first.get("error").asText()).isEmpty();
    JsonNode second = new ObjectMapper().readTree(lines[1]);
    assertThat(second.get("error").asText())
        .contains("IllegalStateException: x")
        .contains("Caused by: java.io.IOException: \"y\"");
  }

  @Test
  void takesOverTheConsoleWhereNobodyHasConfiguredTheLog() {
    try (LoggerContext unconfigured = new LoggerContext("unconfigured")) {
      unconfigured.start(new DefaultConfiguration());
      JsonLog.begin(unconfigured);
      assertThat(JsonLog.isOn(unconfigured)).isTrue();
    }
  }

  /** It warns of all, and of what jobs tell too. */
  private static ConfigurationBuilder<BuiltConfiguration> ofPlatform() {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    return builder
        .add(
            builder
                .newAppender("console", "Console")
                .addAttribute("target", "SYSTEM_ERR")
                .addAttribute("follow", true)
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", "%p %m%n")))
        .add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("console")));
  }

  @Test
  void writesThePatternOfTheConfiguration() throws IOException {
    assertThat(Files.readString(Path.of("..", "conf", "log4j2.properties")))
        .contains("appender.json.layout.pattern = " + JsonLog.PATTERN + "\n");
  }
}
