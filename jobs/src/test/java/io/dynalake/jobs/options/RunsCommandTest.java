package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.jobs.options.RunsArguments.Action;
import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsCommandTest {
  @Test
  void takesEveryOption() {
    assertThat(
            read(
                "list",
                "--ledger=dynamodb://ledger",
                "--limit=3",
                "--state=Partial",
                "--json",
                "--every=1m"))
        .isEqualTo(
            new RunsArguments(
                Action.LIST,
                "",
                "dynamodb://ledger",
                3,
                Optional.of(RunState.PARTIAL),
                true,
                Duration.ofMinutes(1)));
  }

  @Test
  void takesWordsAndOptionsForTheSame() {
    assertThat(read("show", "r-1"))
        .isEqualTo(
            new RunsArguments(
                Action.SHOW,
                "r-1",
                Objects.requireNonNullElse(System.getenv("DYNALAKE_LEDGER"), "dynalake-ledger.db"),
                20,
                Optional.empty(),
                false,
                Duration.ofSeconds(2)))
        .isEqualTo(read("--ACTION", "show", "--run", "r-1"));
    assertThat(read("failed", "r", "--json").action()).isEqualTo(Action.FAILED);
    assertThat(read("watch", "r").action()).isEqualTo(Action.WATCH);
  }

  @Test
  void reportsAllThatIsWrong() {
    assertThatThrownBy(() -> read("--limit=0", "--state=lost", "--every=soon"))
        .hasMessageContaining(
            "runs: what to do is missing; give list, show, failed, retry or watch")
        .hasMessageContaining("--limit: '0' is not a whole number from 1 to 10000")
        .hasMessageContaining(
            "--state: 'lost' is not one of its values; give one of running, completed, partial,")
        .hasMessageContaining("--every: 'soon' is not a time");
    assertThatThrownBy(() -> read("show"))
        .hasMessageContaining("show: the run is missing; give its id, which `dynalake runs list`");
    assertThatThrownBy(() -> read("list", "r")).hasMessageContaining("list: it takes no run");
    assertThatThrownBy(() -> read("show", "a b")).hasMessageContaining("'a b' cannot name a run");
    assertThatThrownBy(() -> read("shwo", "r"))
        .hasMessageContaining("runs: 'shwo' is not one of its values; give one of list, show");
    assertThatThrownBy(() -> read("show", "r", "s")).hasMessageContaining("'s': is not an option");
  }

  @Test
  void refusesAPasswordBeforeItIsLogged() {
    assertThatThrownBy(() -> read("list", "--ledger=jdbc:postgresql://db/lake?password=hunter2"))
        .hasMessageContaining("--ledger: ledger jdbc:postgresql://db/lake: a password in the URL")
        .hasMessageNotContaining("hunter2");
  }

  private static RunsArguments read(String... typed) {
    return JobCommand.RUNS.read(List.of(typed), file -> Map.of(), () -> "unused").arguments();
  }
}
