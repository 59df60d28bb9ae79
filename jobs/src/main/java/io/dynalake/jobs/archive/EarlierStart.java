package io.dynalake.jobs.archive;

import io.dynalake.jobs.options.ArchiveArguments;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What an earlier start of the same command left in the ledger. What {@code --older-than} meant
 * when a run began holds for all its starts, else each would copy other items.
 */
final class EarlierStart {
  private static final String BEFORE = "--before=";
  private static final Pattern OF_ONE_START =
      Pattern.compile("--(run-id|before|metrics|log-format)(=.*)?", Pattern.DOTALL);
  private static final int MOST_RUNS = 10_000;

  private EarlierStart() {}

  /** The options under which a run is entered: they mean the same whenever they are given. */
  static List<String> options(ArchiveArguments arguments, List<String> typed) {
    List<String> options = new ArrayList<>(typed);
    options.removeIf(option -> option.startsWith(BEFORE));
    if (!arguments.age().attribute().isEmpty()) {
      options.add(BEFORE + arguments.age().before());
    }
    return options;
  }

  /**
   * Of the runs of that name the one of the same options, else any: they have the same copy.
   * Without a name, the latest of the same options that was left unfinished.
   */
  static Optional<RunRecord> find(Ledger ledger, ArchiveArguments arguments, List<String> typed) {
    List<String> wanted = comparable(typed);
    Predicate<RunRecord> same = run -> comparable(run.options()).equals(wanted);
    List<RunRecord> archives =
        ledger.runs(MOST_RUNS).stream().filter(run -> run.job().equals("archive")).toList();
    String id = arguments.run().id();
    List<RunRecord> named =
        archives.stream()
            .filter(run -> run.runId().equals(id) || run.runId().startsWith(id + "."))
            .toList();
    Optional<RunRecord> found =
        arguments.run().isLasting()
            ? named.stream().filter(same).findFirst().or(() -> named.stream().findFirst())
            : archives.stream()
                .filter(same.and(run -> run.state() != RunState.COMPLETED))
                .findFirst();
    found.ifPresent(RunLedger::requireAbandoned);
    return found;
  }

  /** Whether that run did all that is asked for. */
  static boolean isDone(RunRecord run, List<String> typed) {
    return run.state() == RunState.COMPLETED && comparable(run.options()).equals(comparable(typed));
  }

  /** The instant that a run meant by the age of items, if it asked for one. */
  static Optional<Instant> before(RunRecord run) {
    return run.options().stream()
        .filter(option -> option.startsWith(BEFORE))
        .map(option -> Instant.parse(option.substring(BEFORE.length())))
        .findFirst();
  }

  private static List<String> comparable(List<String> options) {
    return options.stream()
        .filter(option -> !OF_ONE_START.matcher(option).matches())
        .sorted()
        .toList();
  }
}
