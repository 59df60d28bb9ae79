package io.dynalake.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostProcessTest {
  private static final HostProcess HERE = HostProcess.current();

  private static HostProcess here(long pid, String startedAt) {
    return new HostProcess(HERE.host(), HERE.bootId(), HERE.pidNamespace(), pid, startedAt);
  }

  @Test
  void isAliveWhileItRuns() {
    assertThat(HostProcess.isDead(HERE.text())).isFalse();
    assertThat(HostProcess.isDead(HERE.text() + " something random")).isFalse();
  }

  @Test
  void isDeadOnceItEnded() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(HostProcess.isDead(here(process.pid(), "").text() + " something random")).isTrue();
  }

  @Test
  void isDeadIfAnotherProcessHasItsPid() {
    assertThat(HostProcess.isDead(here(HERE.pid(), "2020-01-01T00:00:00Z").text())).isTrue();
  }

  @Test
  void isNotKnownToBeDeadFromAnotherPlace() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    HostProcess container =
        new HostProcess(HERE.host(), HERE.bootId(), "pid:[7]", process.pid(), "");
    HostProcess host =
        new HostProcess("other", HERE.bootId(), HERE.pidNamespace(), process.pid(), "");
    assertThat(HostProcess.isDead(container.text())).isFalse();
    assertThat(HostProcess.isDead(host.text())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1@host", "1@host abcd", "x@y 00000000 ?", "@ a b c"})
  void isNotKnownToBeDeadByAnotherText(String owner) {
    assertThat(HostProcess.isDead(owner)).isFalse();
  }
}
