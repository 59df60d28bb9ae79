package io.dynalake.dataset.commit;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.HostProcess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The right to change a dataset, for one process at a time.
 *
 * <p>Every contender writes a file of its own and then lists the others: if one of them lives, it
 * takes its own back. Of two contenders at least one sees the other, so never do two hold the
 * lease; that needs a consistent listing and nothing else, no conditional write and no atomic
 * rename, so it holds on S3 as on a disk. A holder renews its file. Who waits counts a holder dead
 * if its process is gone from this host, or if its file did not change for the time of expiry by
 * the clock of who waits. A holder that surely lives is waited for only as long as the terms say.
 */
final class Lease implements AutoCloseable {
  /** How far clocks may differ before a time written by another host is not believed. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final DatasetStorage storage;
  private final LeaseTerms terms;
  private final Path file;
  private final Thread heartbeat;

  private LeaseHolder own;
  private long renewedNanos = System.nanoTime();
  private long renewedMillis = System.currentTimeMillis();
  private boolean lost;
  private boolean closed;

  private Lease(DatasetStorage storage, LeaseTerms terms, LeaseHolder own) {
    this.storage = storage;
    this.terms = terms;
    this.own = own;
    this.file = new Path(storage.layout().leases(), own.fileName());
    this.heartbeat = new Thread(this::renewUntilClosed, "dynalake-lease-" + own.runId());
    this.heartbeat.setDaemon(true);
  }

  static Lease acquire(
      DatasetStorage storage,
      RunIdentity run,
      HostProcess process,
      LeaseTerms terms,
      Consumer<String> messages)
      throws IOException {
    LeaseHolder own =
        new LeaseHolder(
            run.runId(),
            run.job(),
            process,
            UUID.randomUUID().toString().substring(0, 8),
            0,
            Instant.now().toString());
    Lease lease = new Lease(storage, terms, own);
    Contest contest = new Contest(lease);
    long deadline = System.nanoTime() + terms.patience().toNanos();
    Set<String> told = new HashSet<>();
    while (true) {
      Optional<Rival> rival = contest.livingRival();
      if (rival.isEmpty()) {
        lease.own = lease.own.trying();
        storage.replaceInPlace(lease.file, Journals.JSON.writeValueAsBytes(lease.own));
        lease.markRenewed();
        rival = contest.livingRival();
        if (rival.isEmpty()) {
          // The second beat, by which others tell a holder from who only tries.
          lease.renew();
          lease.heartbeat.start();
          return lease;
        }
        storage.deleteTree(lease.file);
        // Two that came at once: not in step, lest they meet again and again.
        pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 300)));
      }
      Rival other = rival.orElseThrow();
      if (other.holds() && System.nanoTime() - deadline >= 0) {
        throw new JobException(
            ErrorCode.SERVICE,
            storage.layout().root()
                + ": in use by "
                + other.description()
                + "; one run at a time may write here, and this one wrote nothing; start it again"
                + " when that one has ended");
      }
      if (told.add(other.name() + other.holds())) {
        messages.accept(
            storage.layout().root()
                + ": in use by "
                + other.description()
                + "; "
                + (other.holds() ? "waiting for it to end" : "watching whether it lives"));
      }
      pause(Duration.ofMillis(Math.min(1000, Math.max(20, terms.heartbeat().toMillis() / 5))));
    }
  }

  /**
   * A lease file of another run.
   *
   * @param holds whether that run surely lives and holds the lease, and does not only try
   */
  private record Rival(String name, String description, boolean holds) {}

  /** What one contender has seen of the others. */
  private static final class Contest {
    private record Sight(String version, long nanos, boolean moved) {}

    private final Lease lease;
    private final Map<String, Sight> seen = new HashMap<>();

    Contest(Lease lease) {
      this.lease = lease;
    }

    Optional<Rival> livingRival() throws IOException {
      for (FileStatus status : lease.others()) {
        Optional<byte[]> content = lease.storage.readIfPresent(status.getPath());
        if (content.isEmpty()) {
          continue;
        }
        String name = status.getPath().getName();
        LeaseHolder holder = parse(content.orElseThrow()).orElse(null);
        String version =
            holder == null
                ? "mtime " + status.getModificationTime()
                : "beat " + holder.beat() + " at " + holder.renewedAt();
        Instant renewed =
            holder == null
                ? Instant.ofEpochMilli(status.getModificationTime())
                : Instant.parse(holder.renewedAt());
        if ((holder != null && holder.process().deadSeenFrom(lease.own.process()))
            || expired(name, version, renewed)) {
          continue;
        }
        return Optional.of(
            holder == null
                ? new Rival(name, "an unknown run (" + name + ")", false)
                : new Rival(name, holder.describe(), holder.holds() && lives(name, holder)));
      }
      return Optional.empty();
    }

    private boolean lives(String name, LeaseHolder holder) {
      Sight sight = seen.get(name);
      return holder.process().aliveSeenFrom(lease.own.process())
          || (sight != null && sight.moved());
    }

    private boolean expired(String name, String version, Instant renewed) {
      Duration expiry = lease.terms.expiry();
      if (Duration.between(renewed, Instant.now()).compareTo(expiry.plus(CLOCK_SKEW)) > 0) {
        return true;
      }
      long now = System.nanoTime();
      Sight first = seen.get(name);
      if (first == null || !first.version().equals(version)) {
        seen.put(name, new Sight(version, now, first != null));
        return false;
      }
      return now - first.nanos() > expiry.toNanos();
    }
  }

  /** Removes what dead runs left of their leases; only their recovery comes before that. */
  void removeOthers() throws IOException {
    List<Path> whole = new ArrayList<>();
    for (FileStatus status : storage.list(storage.layout().leases())) {
      Path lease = DatasetStorage.replacedBy(status.getPath());
      if (lease.getName().equals(file.getName())) {
        continue;
      }
      if (lease.equals(status.getPath())) {
        whole.add(lease);
      } else if (abandonedHalf(status, lease)) {
        storage.deleteTree(status.getPath());
      }
    }
    for (Path lease : whole) {
      Optional<LeaseHolder> holder = holder(lease);
      // A living one is of a contender, who sees this lease and takes its own back.
      if (holder.isEmpty() || abandoned(holder.orElseThrow())) {
        storage.deleteTree(lease);
      }
    }
  }

  /** Of a temporary file, which may be empty: then what it is to replace tells whose it is. */
  private boolean abandonedHalf(FileStatus temporary, Path lease) throws IOException {
    Optional<LeaseHolder> holder = holder(temporary.getPath());
    if (holder.isEmpty()) {
      holder = holder(lease);
    }
    return holder.isPresent()
        ? abandoned(holder.orElseThrow())
        : older(Instant.ofEpochMilli(temporary.getModificationTime()));
  }

  private boolean abandoned(LeaseHolder holder) {
    return holder.process().deadSeenFrom(own.process()) || older(Instant.parse(holder.renewedAt()));
  }

  private boolean older(Instant time) {
    return Duration.between(time, Instant.now()).compareTo(terms.expiry()) > 0;
  }

  private Optional<LeaseHolder> holder(Path path) throws IOException {
    return storage.readIfPresent(path).flatMap(Lease::parse);
  }

  private List<FileStatus> others() throws IOException {
    List<FileStatus> others = new ArrayList<>();
    for (FileStatus status : storage.list(storage.layout().leases())) {
      String name = status.getPath().getName();
      if (!name.startsWith(".") && !name.equals(file.getName())) {
        others.add(status);
      }
    }
    return others;
  }

  private static Optional<LeaseHolder> parse(byte[] content) {
    try {
      return Optional.of(Journals.JSON.readValue(content, LeaseHolder.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Fails unless the lease surely is still ours. */
  void requireHeld() {
    if (!renew()) {
      throw new JobException(
          ErrorCode.SERVICE,
          storage.layout().root()
              + ": the lease of run "
              + own.runId()
              + " is lost; the process stood still or was cut off from the file system for more"
              + " than "
              + terms.expiry().toSeconds()
              + " s; start the job again");
    }
  }

  boolean held() {
    return renew();
  }

  private synchronized boolean renew() {
    if (closed || lost) {
      return false;
    }
    if (expired()) {
      lost = true;
      return false;
    }
    try {
      // Missing: someone counted us dead and took over. Never write it anew then.
      if (!storage.fs().exists(file)) {
        lost = true;
        return false;
      }
      own = own.renewed();
      storage.replaceInPlace(file, Journals.JSON.writeValueAsBytes(own));
      if (expired()) {
        // It stood still in between: who counted it dead may have taken over, and this is too late.
        lost = true;
        storage.deleteTree(file);
        return false;
      }
      markRenewed();
      return true;
    } catch (FileNotFoundException e) {
      lost = true;
      return false;
    } catch (IOException e) {
      // Good until it expires: the next beat tries again.
      return !expired();
    }
  }

  /** By the clock that goes on while the machine sleeps, and by the one that nobody sets. */
  private boolean expired() {
    long monotonic = System.nanoTime() - renewedNanos;
    long wall = System.currentTimeMillis() - renewedMillis;
    return Math.max(monotonic / 1_000_000, wall) > terms.expiry().toMillis();
  }

  private void markRenewed() {
    renewedNanos = System.nanoTime();
    renewedMillis = System.currentTimeMillis();
  }

  private void renewUntilClosed() {
    try {
      do {
        Thread.sleep(terms.heartbeat().toMillis());
      } while (renew());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the heartbeat and leaves the file, as a killed process does. */
  synchronized void abandon() {
    closed = true;
    heartbeat.interrupt();
  }

  @Override
  public void close() throws IOException {
    boolean release;
    synchronized (this) {
      release = !closed && !lost;
      abandon();
    }
    if (release) {
      storage.deleteTree(file);
    }
  }

  private static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while waiting for a lease").initCause(e);
    }
  }
}
