package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.jobs.options.JobCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README shows options, exit codes, types and rights as they are; {@code -Dreadme.update=true}
 * brings it up to date.
 */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  /** What stands between two lines of the README. */
  record Part(String begin, String text, String end) {
    static Part help(JobCommand<?> command) {
      return new Part(
          "<!-- help of " + command.name() + " -->\n```text\n",
          command.help().stripTrailing(),
          "\n```\n<!-- end of help -->");
    }

    static Part generated(String name, String text) {
      return new Part(
          "<!-- generated: " + name + " -->\n\n",
          text.stripTrailing(),
          "\n\n<!-- end of generated -->");
    }

    @Override
    public String toString() {
      return begin.lines().findFirst().orElse("");
    }
  }

  static Stream<Part> parts() throws IOException {
    return Stream.concat(
        Stream.of(
                JobCommand.BACKFILL,
                JobCommand.EXPORT,
                JobCommand.APPLY,
                JobCommand.LOAD,
                JobCommand.ARCHIVE,
                JobCommand.COMPARE,
                JobCommand.SCHEMA,
                JobCommand.RUNS)
            .map(Part::help),
        Stream.of(
            Part.generated("exit codes", ReadmeTables.exitCodes()),
            Part.generated("metrics", ReadmeTables.metrics()),
            Part.generated("types", ReadmeTables.types()),
            Part.generated("sizes", ReadmeTables.sizes(Files.readString(README))),
            Part.generated("rights", ReadmeTables.rights(Path.of("..", "conf", "aws", "iam")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void showsWhatIsSo(Part part) throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf(part.begin()) + part.begin().length();
    int to = readme.indexOf(part.end(), from);
    assertThat(from).as("marker " + part).isGreaterThanOrEqualTo(part.begin().length());
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(README, readme.substring(0, from) + part.text() + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(part.text());
    }
  }

  /** What users see when something went wrong: an ellipsis stands for what differs. */
  @Test
  void quotesMessagesAsTheCodeHasThem() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String module : List.of("common", "jobs")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    String literals = sources.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    List<String> quoted =
        Files.readString(README)
            .lines()
            .filter(line -> line.startsWith("> "))
            .flatMap(line -> Stream.of(line.substring(2).split("…")))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
    assertThat(quoted)
        .hasSizeGreaterThan(20)
        .allSatisfy(text -> assertThat(literals).contains(text));
  }

  @Test
  void hasTheFirstCommands() throws IOException {
    assertThat(Files.readString(README))
        .contains(
            "    ./dynalake backfill --export conf/samples/orders-export --target"
                + " target/lake/orders --partition-by 'day(updatedAt)'\n"
                + "    ./dynalake demo\n"
                + "    mvn verify\n");
  }
}
