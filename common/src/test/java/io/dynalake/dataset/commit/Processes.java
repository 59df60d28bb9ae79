package io.dynalake.dataset.commit;

import io.dynalake.host.HostProcess;
import java.io.IOException;
import java.util.List;

/** Processes as leases name them. */
final class Processes {
  private Processes() {}

  /** A process of this host that has ended. */
  static HostProcess dead() {
    HostProcess current = HostProcess.current();
    try {
      Process process =
          new ProcessBuilder(
                  List.of(ProcessHandle.current().info().command().orElse("java"), "-version"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.waitFor();
      return new HostProcess(
          current.host(),
          current.bootId(),
          current.pidNamespace(),
          process.pid(),
          "2026-01-01T00:00:00Z");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A process of another host, about which nothing can be known. */
  static HostProcess elsewhere() {
    return new HostProcess("other-host", "another-boot", "pid:[1]", 4242, "2026-01-01T00:00:00Z");
  }
}
