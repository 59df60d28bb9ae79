package io.dynalake.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that measures.
 *
 * @param memoryBytes of the machine, or of the container if it has less
 */
public record Machine(String processor, int cores, long memoryBytes, String jvm, String system) {

  /** This one. */
  public static Machine here() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    String kernel = system.getName() + " " + system.getVersion();
    String name = line("/etc/os-release", "PRETTY_NAME=\"(.*)\"").map(n -> n + ", ").orElse("");
    return new Machine(
        line("/proc/cpuinfo", "model name\\s*: (.*)").orElse(system.getArch()),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        name + kernel);
  }

  /** In a line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GB, %s, %s",
        processor,
        cores,
        memoryBytes / 1e9,
        system,
        jvm);
  }

  private static Optional<String> line(String file, String pattern) {
    try {
      Matcher line =
          Pattern.compile("^" + pattern + "$", Pattern.MULTILINE)
              .matcher(Files.readString(Path.of(file)));
      return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
