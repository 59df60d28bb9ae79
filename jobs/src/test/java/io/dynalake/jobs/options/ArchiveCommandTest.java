package io.dynalake.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.archive.Age;
import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.load.write.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveCommandTest {
  @Test
  void takesEveryOption() {
    ArchiveArguments read =
        read(
            "--table=Orders",
            "--landing=s3://lake/archive",
            "--target=s3://lake/orders",
            "--before=2024-01-01",
            "--updated-at=changed",
            "--time-zone=Europe/Berlin",
            "--max-rcu=50",
            "--delete",
            "--confirm=Orders",
            "--unchanged-by=version",
            "--without-recovery",
            "--despite-protection",
            "--wcu-share=0.2",
            "--requests-at-once=8",
            "--ledger=runs.db",
            "--report=report.json",
            "--run-id=yearly");
    assertThat(read.run()).isEqualTo(new RunName("yearly", RunName.Origin.GIVEN));
    assertThat(read.conversion()).containsExactly("--target=s3://lake/orders");
    assertThat(read.age())
        .isEqualTo(
            new Age("changed", Instant.parse("2023-12-31T23:00:00Z"), ZoneId.of("Europe/Berlin")));
    assertThat(read.deletion())
        .contains(
            new ArchiveArguments.Deletion(
                new Purpose.DeleteUnchanged("version"),
                new RateTarget.Share(Capacity.WRITE, 0.2),
                8,
                true,
                true));
    assertThat(read.table().scan().rate()).isEqualTo(new RateTarget.Absolute(Capacity.READ, 50));
    assertThat(read.table().landing()).isEqualTo("s3://lake/archive");
    assertThat(read.ledger().uri()).isEqualTo("runs.db");
    assertThat(read.report()).contains("report.json");
  }

  @Test
  void copiesAllAndDeletesNothingUnlessAskedTo() {
    ArchiveArguments read = read("--table=Orders", "--landing=lake/archive");
    assertThat(read.age()).isEqualTo(Age.ANY);
    assertThat(read.deletion()).isEmpty();
    assertThat(read.conversion()).isEmpty();
    assertThat(read.source()).isEqualTo(read.table());
  }

  @Test
  void meansTheEarlierOfTwoAgesAndLetsTheScanLeaveOutWhatIsYounger() {
    ArchiveArguments read =
        read(
            "--table=Tab",
            "--landing=l",
            "--older-than=1d",
            "--before=2024-01-01",
            "--where=a = b");
    assertThat(read.age().before()).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(read.source().scan().request().filterOrNull())
        .startsWith("(a = b) AND (#dlAge < :dlText OR ");
    assertThat(read.source().scan().request().names()).containsEntry("#dlAge", "updatedAt");
    assertThat(read.source().scan().request().valuesOrNull())
        .contains("\":dlSeconds\":{\"N\":\"1704067200\"}");
    Age recent = read("--table=Tab", "--landing=l", "--older-than=2h", "--before=2999-01-01").age();
    assertThat(Duration.between(recent.before(), Instant.now())).isBetween(h(2), h(2).plusHours(1));
  }

  private static Duration h(int hours) {
    return Duration.ofHours(hours);
  }

  @Test
  void goesOnAsAnEarlierStartMeantIt() {
    ArchiveArguments read = read("--table=Tab", "--landing=l", "--older-than=1d");
    Instant then = Instant.parse("2024-05-01T00:00:00Z");
    ArchiveArguments again = read.goingOn("first", Optional.of(then));
    assertThat(again.run()).isEqualTo(new RunName("first", RunName.Origin.GIVEN));
    assertThat(again.age()).isEqualTo(new Age("updatedAt", then, ZoneId.of("UTC")));
  }

  @Test
  void reportsAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                read(
                    "--delete",
                    "--delete-mode=batch",
                    "--unchanged-by=v",
                    "--segments=0-1",
                    "--total-segments=4",
                    "--projection=a",
                    "--index-name=i",
                    "--older-than=soon"))
        .hasMessageContaining("--table: missing")
        .hasMessageContaining("--landing: missing")
        .hasMessageContaining("--unchanged-by: --delete-mode batch looks at nothing")
        .hasMessageContaining("--confirm: it must name the table")
        .hasMessageContaining("--segments: an archive is verified as a whole")
        .hasMessageContaining("--projection: an archive holds whole items")
        .hasMessageContaining("--index-name: an archive is of the table itself")
        .hasMessageContaining("--older-than");
  }

  private static ArchiveArguments read(String... typed) {
    return JobCommand.ARCHIVE.read(List.of(typed), file -> Map.of(), () -> "a-run").arguments();
  }
}
