package io.dynalake.dataset.commit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, named so that another process can tell whether it still lives.
 *
 * @param bootId of the kernel, empty where there is none: the host name alone may belong to many
 * @param pidNamespace of the process, empty where there is none: containers count pids anew
 * @param startedAt of the process, ISO-8601, empty if unknown: pids are used again
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record HostProcess(String host, String bootId, String pidNamespace, long pid, String startedAt) {

  static HostProcess current() {
    ProcessHandle self = ProcessHandle.current();
    return new HostProcess(
        hostName(), kernelBoot(), ownPidNamespace(), self.pid(), startOf(self).orElse(""));
  }

  /** Whether this process surely is dead, as far as the other one can see it from its place. */
  boolean deadSeenFrom(HostProcess other) {
    return isVisibleFrom(other) && !runs();
  }

  /** Whether this process surely lives, as far as the other one can see it from its place. */
  boolean aliveSeenFrom(HostProcess other) {
    return isVisibleFrom(other) && runs();
  }

  private boolean isVisibleFrom(HostProcess other) {
    return !bootId.isEmpty()
        && host.equals(other.host)
        && bootId.equals(other.bootId)
        && pidNamespace.equals(other.pidNamespace);
  }

  private boolean runs() {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (handle.isEmpty()) {
      return false;
    }
    Optional<String> start = startOf(handle.orElseThrow());
    return start.isEmpty() || startedAt.isEmpty() || start.orElseThrow().equals(startedAt);
  }

  private static Optional<String> startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String kernelBoot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim();
    } catch (IOException e) {
      return "";
    }
  }

  private static String ownPidNamespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
