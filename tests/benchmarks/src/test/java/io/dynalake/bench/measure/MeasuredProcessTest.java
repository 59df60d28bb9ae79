package io.dynalake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.bench.measure.MeasuredProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredProcessTest {
  private final Path scratch;

  MeasuredProcessTest(@TempDir Path scratch) {
    this.scratch = scratch;
  }

  private Ended bash(String script) throws IOException, InterruptedException {
    return MeasuredProcess.run(List.of("bash", "-c", script), Map.of("WORD", "given"), scratch);
  }

  @Test
  void tellsExitCodeAndOutputOfBothStreams() throws Exception {
    Ended ended = bash("echo out $WORD; echo err >&2; exit 7");

    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.output()).isEqualTo("out given\nerr\n");
  }

  @Test
  void waitingTakesWallTimeButNoCpuTime() throws Exception {
    Measurement waiting = bash("sleep 0.4").measurement();

    assertThat(waiting.wall()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    assertThat(waiting.cpu()).isLessThan(Duration.ofMillis(300));
  }

  @Test
  void countsCpuTimeOfChildren() throws Exception {
    String busy = "for ((i = 0; i < 200000; i++)); do :; done";

    Measurement measurement = bash("(" + busy + ") & (" + busy + ") & wait").measurement();

    assertThat(measurement.cpu()).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void takesTheMemoryOfTheLargestChild() throws Exception {
    // Each holds a text of 80 MB, some of the time twice, while the other does too.
    String large = "printf -v text '%*s' 80000000 ''; sleep 0.6; echo ${#text}";

    Ended ended = bash("(" + large + ") & (" + large + ") & wait");

    assertThat(ended.output()).isEqualTo("80000000\n80000000\n");
    assertThat(ended.measurement().peakBytes()).isBetween(80_000_000L, 240_000_000L);
  }
}
