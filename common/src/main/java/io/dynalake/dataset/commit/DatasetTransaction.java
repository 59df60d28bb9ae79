package io.dynalake.dataset.commit;

import io.dynalake.disk.LocalDisk;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.HostProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run's changes of a dataset, one commit after another: each all or nothing, whenever the process
 * dies.
 *
 * <p>Files are staged where readers do not see them. The commit journals what it will do
 * (PREPARED), brings all new files into place (PUBLISHED), removes those they supersede, installs
 * the schema, and is COMMITTED. A run that died before PUBLISHED is undone by the next {@link
 * #begin}, one that died after it is completed. Readers of plain directories may see a part of the
 * new files while they are published, and new and superseded files together before the latter are
 * removed, never less than the data before.
 */
public final class DatasetTransaction implements AutoCloseable {
  private final DatasetStorage storage;
  private final WriteMode mode;
  private final Lease lease;
  private final Journals journals;
  private final Replay replay;
  private final CommitStep.Observer observer;
  private final List<String> recovered;
  private final String start = UUID.randomUUID().toString().substring(0, 8);
  private RunIdentity run;
  private boolean ended;

  private DatasetTransaction(
      DatasetStorage storage,
      RunIdentity run,
      WriteMode mode,
      Lease lease,
      CommitStep.Observer observer)
      throws IOException {
    this.storage = storage;
    this.run = run;
    this.mode = mode;
    this.lease = lease;
    this.observer = observer;
    this.journals = new Journals(storage);
    this.replay = new Replay(storage, journals, observer);
    this.recovered = List.copyOf(replay.recover());
    lease.removeOthers();
    observer.reached(CommitStep.RECOVERED, "");
  }

  /**
   * Takes the lease of a dataset and recovers what earlier runs left.
   *
   * @param root of the dataset, which may not exist yet; {@code s3://} counts as {@code s3a://}
   * @param messages told in one line each what it waits for
   * @throws JobException SERVICE if the target cannot be written, or if another run holds it longer
   *     than the terms allow
   */
  public static DatasetTransaction begin(
      String root,
      Configuration conf,
      RunIdentity run,
      WriteMode mode,
      LeaseTerms terms,
      Consumer<String> messages) {
    return begin(
        root, conf, run, mode, terms, messages, HostProcess.current(), CommitStep.Observer.NONE);
  }

  /** With the default lease terms. */
  public static DatasetTransaction begin(
      String root, Configuration conf, RunIdentity run, WriteMode mode, Consumer<String> messages) {
    return begin(root, conf, run, mode, LeaseTerms.DEFAULT, messages);
  }

  static DatasetTransaction begin(
      String root,
      Configuration conf,
      RunIdentity run,
      WriteMode mode,
      LeaseTerms terms,
      Consumer<String> messages,
      HostProcess process,
      CommitStep.Observer observer) {
    try {
      DatasetStorage storage = DatasetStorage.open(root, conf);
      LocalDisk.mkdirs(storage.fs(), storage.layout().leases());
      Lease lease = Lease.acquire(storage, run, process, terms, messages);
      try {
        observer.reached(CommitStep.LEASE_TAKEN, root);
        return new DatasetTransaction(storage, run, mode, lease, observer);
      } catch (IOException | RuntimeException e) {
        release(lease, e);
        throw e;
      } catch (Error e) {
        // Nobody knows how far it came: the lease is renewed no more, and expires by itself.
        lease.abandon();
        throw e;
      }
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          "--target "
              + root
              + ": cannot be written; "
              + e
              + "; check the path, the permissions and the free space",
          e);
    }
  }

  private static void release(Lease lease, Exception cause) {
    try {
      lease.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** What the recovery did, one line each. */
  public List<String> recovered() {
    return recovered;
  }

  public DatasetLayout layout() {
    return storage.layout();
  }

  public SchemaStore schemas() {
    return new SchemaStore(storage);
  }

  /**
   * What the newest run that brought the same source into the dataset in the same mode committed of
   * it before, oldest first; empty if none did. For {@link WriteMode#OVERWRITE_PARTITIONS} a run
   * counts only while all its files are still there.
   */
  public List<CommittedRun> committed() {
    try {
      List<Journal> same =
          journals.all().stream()
              .filter(j -> j.state() == Journal.State.COMMITTED && j.mode() == mode)
              .filter(j -> j.run().sourceFingerprint().equals(run.sourceFingerprint()))
              .toList();
      if (same.isEmpty()) {
        return List.of();
      }
      String newest = same.get(same.size() - 1).run().runId();
      List<Journal> batches = same.stream().filter(j -> j.run().runId().equals(newest)).toList();
      List<NewFile> files = batches.stream().flatMap(j -> j.newFiles().stream()).toList();
      return mode == WriteMode.APPEND || replay.allPresent(files)
          ? batches.stream().map(Journal::committedRun).toList()
          : List.of();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** All commits of the dataset, oldest first. */
  public List<CommittedRun> history() {
    try {
      return journals.all().stream()
          .filter(journal -> journal.state() == Journal.State.COMMITTED)
          .map(Journal::committedRun)
          .toList();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private JobException unreadable(IOException e) {
    return new JobException(
        ErrorCode.SERVICE,
        storage.layout().commits() + ": journals cannot be read; " + e + "; check the permissions",
        e);
  }

  /**
   * Goes on, under the same lease, with a commit of this identity; the one before was committed, or
   * staged nothing.
   */
  public void next(RunIdentity identity) {
    run = identity;
    ended = false;
  }

  /** For the tasks that write; serializable. */
  public TaskOutputs taskOutputs() {
    refuseUsedRunId();
    return new TaskOutputs(storage, run.commitId(), start);
  }

  /** An empty place for Spark's own writers; {@link #commitStaged} publishes what lies there. */
  public Path stagedData() {
    refuseUsedRunId();
    return storage.layout().stagedData(run.commitId());
  }

  /** Whether this commit was made before, so that its id cannot be used again. */
  public boolean uses(RunIdentity identity) {
    return committedAs(identity).isPresent();
  }

  private Optional<Journal> committedAs(RunIdentity identity) {
    try {
      return journals
          .find(identity.commitId())
          .filter(journal -> journal.state() == Journal.State.COMMITTED);
    } catch (IOException e) {
      throw failure("its journal cannot be read; nothing was written", e);
    }
  }

  /** The names of a run's files must be new: a second commit under one id would hit the first. */
  private void refuseUsedRunId() {
    committedAs(run)
        .ifPresent(
            earlier -> {
              throw new JobException(
                  ErrorCode.USAGE,
                  "--run-id "
                      + run.runId()
                      + ": used by a run that committed at "
                      + earlier.updatedAt()
                      + " in "
                      + storage.layout().root()
                      + "; file names would collide; choose another id");
            });
  }

  /**
   * Publishes files that tasks wrote through {@link #taskOutputs}.
   *
   * @param files of the attempts that count, and of no others
   * @param schema becomes the pinned one, unless null
   * @param details kept in the journal, such as counts
   * @throws JobException SERVICE if it cannot be done; the dataset then is as it was, or, as the
   *     message says, the next run brings it there
   */
  public CommittedRun commit(
      List<NewFile> files, @Nullable SchemaToPin schema, Map<String, String> details) {
    Publisher publisher =
        storage.kind() == DatasetStorage.Kind.OBJECT_STORE
            ? new MagicPublisher(storage, new MagicCommit(storage, run.commitId(), start))
            : new RenamePublisher(storage, run.commitId());
    return commit(publisher, files, () -> replacedBy(files), schema, details);
  }

  /**
   * Publishes what lies under {@link #stagedData}, with its directories, under names of this run.
   */
  public CommittedRun commitStaged(@Nullable SchemaToPin schema, Map<String, String> details) {
    List<NewFile> files = staged();
    return commit(
        new RenamePublisher(storage, run.commitId()),
        files,
        () -> replacedBy(files),
        schema,
        details);
  }

  /**
   * Publishes what lies under {@link #stagedData} in the place of all that lies in some
   * directories, whether these receive anything or not.
   *
   * @param replaced directories relative to the root, which need not be there
   */
  public CommittedRun commitStaged(
      Set<String> replaced, @Nullable SchemaToPin schema, Map<String, String> details) {
    return commit(
        new RenamePublisher(storage, run.commitId()),
        staged(),
        () -> replay.visibleIn(replaced),
        schema,
        details);
  }

  private List<NewFile> staged() {
    List<NewFile> files = new ArrayList<>();
    try {
      listStaged(storage.layout().stagedData(run.commitId()), "", files);
    } catch (IOException e) {
      throw failure("its staged files cannot be listed; nothing was published", e);
    }
    return files;
  }

  private void listStaged(Path directory, String relative, List<NewFile> files) throws IOException {
    List<FileStatus> children = new ArrayList<>(storage.list(directory));
    children.removeIf(child -> DatasetLayout.hidden(child.getPath().getName()));
    children.sort((a, b) -> a.getPath().getName().compareTo(b.getPath().getName()));
    int number = 0;
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      String path = relative.isEmpty() ? name : relative + "/" + name;
      if (child.isDirectory()) {
        listStaged(child.getPath(), path, files);
      } else {
        String target = DatasetLayout.dataFileName(number++, 0, run.commitId(), extension(name));
        files.add(
            new NewFile(
                relative.isEmpty() ? target : relative + "/" + target,
                NewFile.UNCOUNTED,
                child.getLen(),
                "data/" + path));
      }
    }
  }

  /** Without Spark's number of the file in the task: part-00000-uuid.c000.snappy.parquet. */
  private static String extension(String name) {
    int dot = name.indexOf('.');
    String extension = dot < 0 ? "data" : name.substring(dot + 1);
    return extension.replaceFirst("^c\\d{3,}\\.", "").toLowerCase(Locale.ROOT);
  }

  private CommittedRun commit(
      Publisher publisher,
      List<NewFile> files,
      Superseded replaced,
      @Nullable SchemaToPin schema,
      Map<String, String> details) {
    if (ended) {
      throw new JobException(ErrorCode.BUG, "run " + run.runId() + ": committed twice");
    }
    ended = true;
    refuseUsedRunId();
    requireDistinct(files);
    Journal journal = null;
    try {
      lease.requireHeld();
      publisher.check(files);
      if (schema != null) {
        schemas().requireFree(schema);
      }
      List<String> superseded = replaced.paths();
      Journal prepared = Journal.prepared(run, mode, files, superseded, schema, details);
      journal = prepared;
      journals.write(prepared);
      observer.reached(CommitStep.JOURNAL_PREPARED, run.commitId());
      publisher.publish(files, observer);
      observer.reached(CommitStep.ALL_PUBLISHED, run.commitId());
      replay.verifyPublished(files);
      lease.requireHeld();
      Journal published = prepared.reached(Journal.State.PUBLISHED);
      journals.write(published);
      journal = published;
      observer.reached(CommitStep.JOURNAL_PUBLISHED, run.commitId());
    } catch (IOException | RuntimeException e) {
      throw undone(journal, e);
    }
    try {
      Journal committed = replay.rollForward(journal);
      sweepQuietly();
      return committed.committedRun();
    } catch (IOException e) {
      throw failure(
          "all new files are in place, but those they supersede could not be removed; the next"
              + " run on this target completes it",
          e);
    }
  }

  /** Finds what goes once the new files are in place. */
  @FunctionalInterface
  private interface Superseded {
    List<String> paths() throws IOException;
  }

  /** What the files of one run replace: never those of its earlier commits. */
  private List<String> replacedBy(List<NewFile> files) throws IOException {
    if (mode == WriteMode.APPEND) {
      return List.of();
    }
    Set<String> own = new HashSet<>();
    for (Journal journal : journals.all()) {
      if (journal.run().runId().equals(run.runId())) {
        journal.newFiles().forEach(file -> own.add(file.path()));
      }
    }
    return replay.visibleBeside(files).stream().filter(path -> !own.contains(path)).toList();
  }

  private void requireDistinct(List<NewFile> files) {
    Set<String> paths = new HashSet<>();
    for (NewFile file : files) {
      if (!paths.add(file.path())) {
        throw new JobException(
            ErrorCode.BUG, file.path() + ": two tasks wrote a file of the same name");
      }
    }
  }

  /** After a failed publication: undoes it now if it still may. */
  private JobException undone(@Nullable Journal journal, Exception cause) {
    String outcome = "the dataset is as it was";
    if (!lease.held()) {
      outcome = "another run took over and brings the dataset to what it was";
    } else {
      try {
        if (journal != null) {
          // The journal may say PUBLISHED, if only the answer to its writing was lost: a crash in
          // the middle of the removal must not be taken for a commit to complete.
          journals.write(journal);
          replay.rollBack(journal);
        }
        replay.sweep();
      } catch (IOException | RuntimeException e) {
        cause.addSuppressed(e);
        outcome = "a part of it could not be undone, which the next run on this target does";
      }
    }
    if (cause instanceof JobException known) {
      return known;
    }
    return failure("publishing failed; " + outcome, cause);
  }

  private void sweepQuietly() {
    try {
      replay.sweep();
    } catch (IOException e) {
      // The data is committed; the next run removes what is left.
      return;
    }
  }

  private JobException failure(String what, Exception cause) {
    return new JobException(
        ErrorCode.SERVICE,
        "commit of run "
            + run.runId()
            + " to "
            + storage.layout().root()
            + ": "
            + what
            + "; "
            + cause
            + "; check the file system and its free space, then start the job again",
        cause);
  }

  /** Drops all that was staged; the dataset stays as it was. */
  public void abort() {
    if (ended) {
      return;
    }
    ended = true;
    if (!lease.held()) {
      return;
    }
    sweepQuietly();
  }

  /** Aborts unless committed, and gives the lease back. */
  @Override
  public void close() {
    abort();
    try {
      lease.close();
      observer.reached(CommitStep.LEASE_RELEASED, "");
    } catch (IOException e) {
      // It expires by itself.
      return;
    }
  }

  /** Ends as a killed process does: nothing is cleaned, the lease file stays. */
  void abandon() {
    ended = true;
    lease.abandon();
  }
}
