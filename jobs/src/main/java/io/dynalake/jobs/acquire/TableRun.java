package io.dynalake.jobs.acquire;

import io.dynalake.jobs.run.Identity;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The run that gets a table's items, as the ledger knows it: entered once it is clear which run it
 * is, a new one or one that was left unfinished. Of a backfill, the conversion goes on with it.
 */
public final class TableRun implements AutoCloseable {
  /** Of one start, or said more exactly for the next. */
  private static final Pattern SAID_ANEW =
      Pattern.compile("--(run-id|window)(=.*)?", Pattern.DOTALL);

  private static final Pattern TIMES =
      Pattern.compile("--(export-time|from|to)(=.*)?", Pattern.DOTALL);

  private final Ledger ledger;
  private final Job job;
  private final double opened;
  private @Nullable RunLedger rows;
  private String runId = "";
  private List<String> options = List.of();

  /**
   * @param opened seconds that it took to open the ledger
   */
  public TableRun(Ledger ledger, Job job, double opened) {
    this.ledger = ledger;
    this.job = job;
    this.opened = opened;
  }

  /**
   * The job that wants the items.
   *
   * @param target what it writes to, if that is not the landing
   * @param work equal for two runs that make the same of the same items
   * @param options as typed
   */
  public record Job(String name, Optional<String> target, String work, List<String> options) {}

  /**
   * Which run it is.
   *
   * @param runId its name; in the ledger it may have another one
   * @param share "", or which share of the run this job does, beside others
   * @param tableArn what is read
   * @param landing where it comes to lie
   * @param times options that say anew what the run's start meant by "now" or a window
   * @param done whether it was all landed before
   */
  record Which(
      String runId,
      String share,
      String tableArn,
      String landing,
      List<String> times,
      boolean done) {}

  /**
   * @param identity equal for two starts that land the same
   * @param counts items so far; asked by another thread
   */
  RunLedger begin(Which which, String identity, Supplier<Map<String, Long>> counts) {
    runId = which.runId();
    options = options(job.options(), runId, which.times());
    String name = which.share().isEmpty() ? runId : runId + "." + which.share();
    RunRecord run =
        RunRecord.begin(
            name,
            job.name(),
            which.tableArn(),
            job.target().orElse(which.landing()),
            Identity.of("table", identity, which.share(), job.work()),
            options,
            RunLedger.thisProcess(),
            Instant.now());
    RunLedger begun = RunLedger.begin(ledger, run, which.done(), counts);
    rows = begun;
    return begun;
  }

  static List<String> options(List<String> typed, String runId, List<String> times) {
    List<String> options = new ArrayList<>();
    for (String option : typed) {
      boolean saidAnew =
          SAID_ANEW.matcher(option).matches()
              || (!times.isEmpty() && TIMES.matcher(option).matches());
      if (!saidAnew) {
        options.add(option);
      }
    }
    options.addAll(times);
    options.add("--run-id=" + runId);
    return options;
  }

  public Ledger ledger() {
    return ledger;
  }

  /** The run's name, which is that of an earlier start where this one goes on with it. */
  public String runId() {
    return runId;
  }

  /** Those that start the very run again, whenever that is. */
  public List<String> options() {
    return options;
  }

  /** Its rows, once it is entered. */
  public Optional<RunLedger> rows() {
    return Optional.ofNullable(rows);
  }

  /** How many seconds it took to open the ledger. */
  public double opened() {
    return opened;
  }

  /** Ends the run, if it was entered and has not ended. */
  public void end(RunState how, Optional<Failure> why) {
    rows().filter(RunLedger::isRunning).ifPresent(entered -> entered.end(how, why));
  }

  @Override
  public void close() {
    rows().ifPresent(RunLedger::close);
  }
}
