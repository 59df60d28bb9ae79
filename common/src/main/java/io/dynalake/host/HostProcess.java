package io.dynalake.host;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A process, named so that another process can tell whether it still lives.
 *
 * @param bootId of the kernel, empty where there is none: the host name alone may belong to many
 * @param pidNamespace of the process, empty where there is none: containers count pids anew
 * @param startedAt of the process, ISO-8601, empty if unknown: pids are used again
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HostProcess(
    String host, String bootId, String pidNamespace, long pid, String startedAt) {

  private static final HexFormat HEX = HexFormat.of();

  public static HostProcess current() {
    ProcessHandle self = ProcessHandle.current();
    return new HostProcess(
        hostName(), kernelBoot(), ownPidNamespace(), self.pid(), startOf(self).orElse(""));
  }

  /** Whether this process surely is dead, as far as the other one can see it from its place. */
  public boolean deadSeenFrom(HostProcess other) {
    return isVisibleFrom(other) && !runs();
  }

  /** Whether this process surely lives, as far as the other one can see it from its place. */
  public boolean aliveSeenFrom(HostProcess other) {
    return isVisibleFrom(other) && runs();
  }

  /** One line: pid and host for people, then what {@link #isDead} needs to be sure. */
  public String text() {
    return pid + "@" + host + " " + place() + " " + (startedAt.isEmpty() ? "?" : startedAt);
  }

  /**
   * Whether a process surely is dead, as far as it can be seen from here.
   *
   * @param text begins with what {@link #text} gave
   */
  public static boolean isDead(String text) {
    String[] parts = text.split(" ", 4);
    int at = parts[0].indexOf('@');
    HostProcess here = current();
    if (parts.length < 3 || at < 1 || !parts[1].equals(here.place())) {
      return false;
    }
    try {
      long pid = Long.parseLong(parts[0].substring(0, at));
      String start = parts[2].equals("?") ? "" : parts[2];
      return new HostProcess(here.host, here.bootId, here.pidNamespace, pid, start)
          .deadSeenFrom(here);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What all processes have in common that see each other. */
  private String place() {
    byte[] name = (host + " " + bootId + " " + pidNamespace).getBytes(StandardCharsets.UTF_8);
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(name), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
