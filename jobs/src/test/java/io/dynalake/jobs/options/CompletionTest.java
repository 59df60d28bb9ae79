package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What {@code ./dynalake completion} prints knows all jobs and options; {@code
 * -Dreadme.update=true} brings it up to date.
 */
class CompletionTest {
  private static final Path FILE = Path.of("..", "conf", "completion.bash");

  @Test
  void isUpToDate() throws IOException {
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(FILE, script());
    }
    assertThat(Files.readString(FILE)).isEqualTo(script());
  }

  @Test
  void completesJobsOptionsAndValues() throws IOException, InterruptedException {
    assertThat(completed("./dynalake", "back")).containsExactly("backfill");
    assertThat(completed("./dynalake", "backfill", "--part")).containsExactly("--partition-by");
    assertThat(completed("dynalake", "export", "--via", "")).contains("scan", "pitr", "auto");
    assertThat(completed("dynalake", "load", "--metrics", "e")).containsExactly("emf");
  }

  /** What bash offers for the last word. */
  private static List<String> completed(String... words) throws IOException, InterruptedException {
    String line = String.join(" ", words);
    String program =
        """
        source conf/completion.bash
        compopt() { :; }
        COMP_WORDS=(%s ''); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d
        [ -n '%s' ] && unset "COMP_WORDS[%d]"
        COMPREPLY=()
        $(complete -p %s | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(
                line,
                words.length - 1,
                line,
                line.length(),
                words[words.length - 1],
                words.length,
                words[0]);
    Process bash =
        new ProcessBuilder("bash", "-c", program)
            .directory(Path.of("..").toFile())
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream().close();
    String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(printed).isZero();
    return printed.lines().map(String::strip).toList();
  }

  private static String script() {
    CommandSpec all = CommandSpec.create().name("dynalake");
    for (JobCommand<?> job :
        List.of(
            JobCommand.BACKFILL,
            JobCommand.EXPORT,
            JobCommand.APPLY,
            JobCommand.LOAD,
            JobCommand.ARCHIVE,
            JobCommand.COMPARE,
            JobCommand.SCHEMA,
            JobCommand.RUNS)) {
      CommandSpec offered = CommandSpec.create().name(job.name());
      job.spec().options().forEach(option -> offered.addOption(withValues(option)));
      all.addSubcommand(job.name(), offered);
    }
    for (String ofLauncher : List.of("bench", "demo", "completion")) {
      all.addSubcommand(ofLauncher, CommandSpec.create().name(ofLauncher));
    }
    String script = AutoComplete.bash("dynalake", new CommandLine(all));
    return script.replaceFirst("(?m)^complete -F (\\S+) (.*)$", "complete -F $1 $2 ./dynalake");
  }

  /** Labels such as {@code scan|pitr} are the values themselves; locations may be files. */
  private static OptionSpec withValues(OptionSpec option) {
    OptionSpec.Builder builder = OptionSpec.builder(option);
    if (option.paramLabel().matches("[a-z-]+(\\|[a-z-]+)+")) {
      builder.completionCandidates(Arrays.asList(option.paramLabel().split("\\|")));
    } else if (List.of("URI", "INPUT").contains(option.paramLabel())) {
      builder.type(Path.class);
    }
    return builder.build();
  }
}
