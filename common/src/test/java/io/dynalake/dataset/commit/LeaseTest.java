package io.dynalake.dataset.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.host.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {
  private final Path directory;

  LeaseTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private DatasetStorage storage() throws IOException {
    DatasetStorage storage = DatasetStorage.open(directory.toString(), new Configuration());
    storage.fs().mkdirs(storage.layout().leases());
    return storage;
  }

  private Lease acquire(String run, HostProcess process, LeaseTerms terms) throws IOException {
    return Lease.acquire(
        storage(), new RunIdentity(run, "test", "s"), process, terms, message -> {});
  }

  @Test
  void isHeldByOneAtATime() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(5);
    try {
      List<Future<?>> contenders = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        String run = "r" + i;
        contenders.add(
            pool.submit(
                () -> {
                  try (Lease lease = acquire(run, HostProcess.current(), Dataset.TERMS)) {
                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                    Thread.sleep(50);
                    lease.requireHeld();
                    holders.decrementAndGet();
                    turns.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (Future<?> contender : contenders) {
        contender.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(most).hasValue(1);
    assertThat(turns).hasValue(5);
  }

  @Test
  void countsADamagedLeaseOnlyUntilItExpires() throws Exception {
    storage();
    Files.writeString(directory.resolve("_dynalake/leases/broken.json"), "{");
    List<String> messages = new ArrayList<>();
    LeaseTerms impatient = Dataset.TERMS.withPatience(Duration.ZERO);
    try (Lease lease =
        Lease.acquire(
            storage(),
            new RunIdentity("r1", "test", "s"),
            HostProcess.current(),
            impatient,
            messages::add)) {
      assertThat(messages)
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("in use by an unknown run (broken.json); watching whether it lives");
      lease.removeOthers();
      assertThat(directory.resolve("_dynalake/leases/broken.json")).doesNotExist();
    }
  }

  @Test
  void removesWhatAProcessLeftThatDiedWhileItRenewed() throws Exception {
    Path leases = directory.resolve("_dynalake/leases");
    HostProcess dead = Processes.dead();
    HostProcess alive = HostProcess.current();
    try (Lease lease = acquire("own", alive, Dataset.TERMS)) {
      // The temporary file of a process that died was empty or whole, or the first of its lease.
      put(leases.resolve("dead1.json"), dead);
      Files.createFile(leases.resolve(".dead1.json.tmp"));
      put(leases.resolve("dead2.json"), dead);
      put(leases.resolve(".dead2.json.tmp"), dead);
      put(leases.resolve(".dead3.json.tmp"), dead);
      Path old = Files.createFile(leases.resolve(".dead4.json.tmp"));
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
      // Those of contenders are left to them.
      put(leases.resolve("alive1.json"), alive);
      Files.createFile(leases.resolve(".alive1.json.tmp"));
      put(leases.resolve(".alive2.json.tmp"), alive);
      Files.createFile(leases.resolve(".alive3.json.tmp"));

      lease.removeOthers();

      try (Stream<Path> files = Files.list(leases)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> !name.contains("own"))
            .containsExactlyInAnyOrder(
                "alive1.json", ".alive1.json.tmp", ".alive2.json.tmp", ".alive3.json.tmp");
      }
    }
  }

  private static void put(Path file, HostProcess process) throws IOException {
    LeaseHolder holder =
        new LeaseHolder("run", "test", process, "token", 3, Instant.now().toString());
    Files.write(file, Journals.JSON.writeValueAsBytes(holder));
  }

  @Test
  void isLostWhenSomeoneRemovedItsFile() throws Exception {
    try (Lease lease = acquire("r1", HostProcess.current(), Dataset.TERMS)) {
      assertThat(lease.held()).isTrue();
      try (var files = Files.list(directory.resolve("_dynalake/leases"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      assertThatThrownBy(lease::requireHeld)
          .hasMessageContaining("the lease of run r1 is lost")
          .hasMessageContaining("start the job again");
      assertThat(directory.resolve("_dynalake/leases")).isEmptyDirectory();
    }
  }

  @Test
  void doesNotTakeAReusedPidForTheHolder() {
    HostProcess current = HostProcess.current();
    HostProcess earlier =
        new HostProcess(
            current.host(),
            current.bootId(),
            current.pidNamespace(),
            current.pid(),
            "2001-01-01T00:00:00Z");
    assertThat(earlier.deadSeenFrom(current)).isTrue();
    assertThat(current.deadSeenFrom(current)).isFalse();
    assertThat(Processes.dead().deadSeenFrom(current)).isTrue();
  }

  @Test
  void doesNotJudgeProcessesOfOtherHostsOrContainers() {
    HostProcess current = HostProcess.current();
    HostProcess dead = Processes.dead();
    assertThat(Processes.elsewhere().deadSeenFrom(current)).isFalse();
    assertThat(
            new HostProcess(dead.host(), dead.bootId(), "pid:[7]", dead.pid(), "")
                .deadSeenFrom(current))
        .isFalse();
    assertThat(
            new HostProcess(dead.host(), "other", dead.pidNamespace(), dead.pid(), "")
                .deadSeenFrom(current))
        .isFalse();
  }

  @Test
  void refusesTermsThatOneLateBeatWouldBreak() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new LeaseTerms(second, Duration.ofSeconds(2), second))
        .hasMessage("expiry PT2S: must be at least three heartbeats of PT1S");
  }
}
