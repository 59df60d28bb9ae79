package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.jobs.options.JobCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The README shows the options as they are; {@code -Dreadme.update=true} brings it up to date. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  static Stream<Arguments> commands() {
    return Stream.of(
            JobCommand.BACKFILL,
            JobCommand.EXPORT,
            JobCommand.APPLY,
            JobCommand.LOAD,
            JobCommand.ARCHIVE,
            JobCommand.COMPARE,
            JobCommand.SCHEMA,
            JobCommand.RUNS)
        .map(command -> Arguments.of(command.name(), command.help().stripTrailing()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void showsTheHelpOfEveryJob(String job, String help) throws IOException {
    String begin = "<!-- help of " + job + " -->\n```text\n";
    String end = "\n```\n<!-- end of help -->";
    String readme = Files.readString(README);
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf(end, from);
    assertThat(from).as("marker of " + job).isGreaterThan(begin.length());
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(README, readme.substring(0, from) + help + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(help);
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void listsEveryExitCode(ErrorCode code) throws IOException {
    assertThat(Files.readString(README)).contains("\n| " + code.exitCode() + " |");
  }

  @Test
  void hasTheFirstCommands() throws IOException {
    assertThat(Files.readString(README))
        .contains(
            "    ./dynalake backfill --export conf/samples/orders-export --target target/lake/orders"
                + " --partition-by 'day(updatedAt)'\n    ./dynalake demo\n    mvn verify\n");
  }
}
