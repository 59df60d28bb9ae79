package io.dynalake.jobs.load;

import io.dynalake.error.ErrorCode;
import io.dynalake.jobs.options.LoadArguments;
import io.dynalake.jobs.run.Identity;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.jobs.run.RunLedger.Read;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import io.dynalake.load.FileCheck;
import io.dynalake.load.read.InputFile;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A load as the ledger knows it. A table does not tell what was loaded into it, so that is what the
 * ledger says: a file is completed once all of its items have their outcome.
 */
final class LoadRun {
  private static final Pattern OF_ONE_START =
      Pattern.compile("--(run-id|force)(=.*)?", Pattern.DOTALL);

  private final Ledger ledger;
  private final List<InputFile> files;
  private final RunRecord fresh;
  private final Optional<RunRecord> before;

  LoadRun(
      Ledger ledger,
      LoadArguments arguments,
      List<String> options,
      String table,
      List<InputFile> files) {
    this.ledger = ledger;
    this.files = files;
    String fingerprint =
        Identity.of(
            table,
            arguments.format().toString(),
            arguments.table().ifExists().toString(),
            arguments.from());
    Optional<RunRecord> latest = ledger.latest("load", table, fingerprint);
    // Of a run that is done, other files than those that it loaded are another run.
    this.before =
        latest.filter(
            run ->
                run.state() != RunState.COMPLETED
                    || (!arguments.force() && held(run.runId()).size() == files.size()));
    String id = before.map(RunRecord::runId).orElse(arguments.run().id());
    this.fresh =
        RunRecord.begin(
            id,
            "load",
            arguments.from(),
            table,
            fingerprint,
            Stream.concat(
                    options.stream().filter(option -> !OF_ONE_START.matcher(option).matches()),
                    Stream.of("--run-id=" + id))
                .toList(),
            RunLedger.thisProcess(),
            Instant.now());
  }

  /** The id that it has or will have. */
  String id() {
    return fresh.runId();
  }

  /** Whether an earlier start has done all of it. */
  boolean isDone() {
    return before.map(run -> run.state() == RunState.COMPLETED).orElse(false);
  }

  String doneText() {
    RunRecord run = before.orElseThrow();
    return "already done: run "
        + run.runId()
        + " of "
        + run.started()
        + " loaded these files into this table; --force does it once more";
  }

  /**
   * Enters the run, or goes on with the one that was left unfinished.
   *
   * @throws JobException SERVICE if another process works on it
   */
  RunLedger begin(Supplier<Map<String, Long>> counts) {
    before.ifPresent(RunLedger::requireAbandoned);
    return RunLedger.begin(ledger, fresh, false, counts);
  }

  /** Enters all files; returns the numbers of those that are not loaded yet. */
  List<Integer> enter(RunLedger rows) {
    Map<String, Read> held = held(rows.runId());
    Instant now = Instant.now();
    rows.enter(
        IntStream.range(0, files.size())
            .mapToObj(
                i -> PartRecord.pending(part(i), PartKind.DATA_FILE, files.get(i).location(), now))
            .toList(),
        held);
    return IntStream.range(0, files.size())
        .filter(i -> !held.containsKey(part(i)))
        .boxed()
        .toList();
  }

  /** What a run has loaded of the files as they are now: one of another size is another file. */
  private Map<String, Read> held(String runId) {
    Map<String, Long> sizes = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      sizes.put(part(i), files.get(i).size());
    }
    return ledger.parts(runId, Set.of(PartState.COMPLETED)).stream()
        .filter(part -> sizes.getOrDefault(part.id(), -1L) == part.bytes())
        .collect(Collectors.toMap(PartRecord::id, part -> new Read(part.items(), part.bytes())));
  }

  /** Names repeat in other folders, and locations may be longer than ids can be. */
  private String part(int number) {
    return String.format(Locale.ROOT, "%05d ", number) + files.get(number).name();
  }

  void failed(RunLedger rows, List<FileCheck> damaged) {
    Map<String, Failure> failures = new HashMap<>();
    damaged.forEach(
        file -> failures.put(part(file.file()), Failure.of(ErrorCode.BAD_DATA, file.damage())));
    rows.take(failures.keySet());
    rows.failed(failures);
  }

  void take(RunLedger rows, Collection<Integer> numbers) {
    rows.take(numbers.stream().map(this::part).toList());
  }

  void completed(RunLedger rows, Collection<FileCheck> round) {
    Map<String, Read> done = new HashMap<>();
    for (FileCheck file : round) {
      done.put(
          part(file.file()), new Read(file.items() + file.bad(), files.get(file.file()).size()));
    }
    rows.completed(done);
  }
}
