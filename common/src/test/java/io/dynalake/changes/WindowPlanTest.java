package io.dynalake.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.changes.WindowPlan.Lenience;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Export;
import io.dynalake.export.ExportPeriod;
import io.dynalake.export.ExportView;
import io.dynalake.export.FullExport;
import io.dynalake.export.IncrementalExport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class WindowPlanTest {
  private static final Lenience GAPS = new Lenience(true, false);
  private static final Lenience OVERLAPS = new Lenience(false, true);
  private static final TableIdentity TABLE = new TableIdentity("arn:t", "id-1");

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(1_700_000_000 + seconds);
  }

  private static Window window(long from, long to) {
    return new Window(at(from), at(to), "", from + "-" + to);
  }

  private static List<String> applied(List<Window> windows, Optional<Instant> reached) {
    return WindowPlan.of(windows, reached, Lenience.NONE).toApply().stream()
        .map(Window::name)
        .toList();
  }

  @Test
  void appliesInOrderAndSkipsWhatIsThere() {
    List<Window> windows = List.of(window(20, 30), window(0, 10), window(10, 20));

    assertThat(applied(windows, Optional.empty())).containsExactly("0-10", "10-20", "20-30");
    assertThat(applied(windows, Optional.of(at(10)))).containsExactly("10-20", "20-30");
    assertThat(applied(windows, Optional.of(at(30)))).isEmpty();
  }

  @Test
  void prefersWindowsThatFollowOnEachOtherAndOfThoseTheShorter() {
    List<Window> windows =
        List.of(window(0, 30), window(0, 10), window(0, 20), window(20, 40), window(10, 20));

    assertThat(applied(windows, Optional.of(at(0)))).containsExactly("0-10", "10-20", "20-40");
    // Whatever is shorter leads no farther.
    List<Window> gap = List.of(window(0, 10), window(0, 20), window(20, 30));
    assertThat(applied(gap, Optional.of(at(0)))).containsExactly("0-20", "20-30");
    // Items are exported as of some moment within a second.
    assertThat(applied(gap, Optional.of(at(0).plusMillis(250)))).containsExactly("0-20", "20-30");
  }

  @Test
  void refusesAWindowThatOverlapsWhatIsThereUnlessItIsAllowed() {
    List<Window> windows = List.of(window(0, 10), window(12, 20), window(8, 25), window(0, 10));

    assertThatThrownBy(() -> WindowPlan.of(windows, Optional.of(at(0)), Lenience.NONE))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "window 8-25: it begins at 2023-11-14T22:13:28Z, before 2023-11-14T22:13:30Z, up to"
                + " when all changes are there; an item that came before that time and went after"
                + " it has no line in such an export, and would stay for ever; give one that begins"
                + " at 2023-11-14T22:13:30Z, or a full export of a time at which a window begins;"
                + " or put up with such items by --allow-overlap")
        .extracting("code")
        .isEqualTo(ErrorCode.INPUT_MISSING);
    assertThat(WindowPlan.of(windows, Optional.of(at(0)), OVERLAPS).toApply())
        .extracting(Window::name)
        .containsExactly("0-10", "8-25");
  }

  @Test
  void refusesAGapUnlessItIsAllowed() {
    List<Window> windows = List.of(window(0, 10), window(79, 90));

    assertThatThrownBy(() -> WindowPlan.of(windows, Optional.of(at(0)), Lenience.NONE))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "window 79-90: it begins at 2023-11-14T22:14:39Z, but changes are there up to"
                + " 2023-11-14T22:13:30Z only, so those of 69 seconds are missing; give the"
                + " incremental exports of that time too; if there are none, begin anew from a full"
                + " export, or lose those changes by --allow-gap")
        .extracting("code")
        .isEqualTo(ErrorCode.INPUT_MISSING);
    assertThat(WindowPlan.of(windows, Optional.of(at(0)), GAPS).steps())
        .containsExactly(
            new WindowPlan.Apply(windows.get(0), Duration.ZERO),
            new WindowPlan.Apply(windows.get(1), Duration.ofSeconds(69)));
  }

  @Property(tries = 1000)
  void coversAllTimeWhateverTheOrderAndTheCut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int count) {
    Random random = new Random(seed);
    List<Window> windows = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < count; i++) {
      int from = Math.max(0, end - random.nextInt(4));
      end = Math.max(end, from) + 1 + random.nextInt(9);
      windows.add(window(from, end));
      if (random.nextInt(3) == 0) {
        int start = random.nextInt(end);
        windows.add(window(start, start + 1 + random.nextInt(end - start)));
      }
    }
    Collections.shuffle(windows, random);
    int reached = random.nextInt(end + 1);

    List<Window> plan = WindowPlan.of(windows, Optional.of(at(reached)), OVERLAPS).toApply();

    Instant covered = at(reached);
    for (Window each : plan) {
      assertThat(each.from()).isBeforeOrEqualTo(covered);
      assertThat(each.to()).isAfter(covered);
      covered = each.to();
    }
    assertThat(covered).isEqualTo(at(end));
    // Again from anywhere within, the rest follows.
    if (!plan.isEmpty()) {
      Instant middle = plan.get(random.nextInt(plan.size())).to();
      List<Window> rest = WindowPlan.of(windows, Optional.of(middle), OVERLAPS).toApply();
      assertThat(rest).isEqualTo(plan.stream().filter(w -> w.to().isAfter(middle)).toList());
    }
  }

  @Property(tries = 500)
  void findsEveryGap(@ForAll long seed) {
    Random random = new Random(seed);
    List<Window> windows = new ArrayList<>();
    int end = 0;
    int hole = random.nextInt(5);
    for (int i = 0; i < 5; i++) {
      int from = end + (i == hole ? 1 : 0);
      end = from + 1 + random.nextInt(5);
      windows.add(window(from, end));
    }
    Collections.shuffle(windows, random);

    assertThatThrownBy(() -> WindowPlan.of(windows, Optional.of(at(0)), Lenience.NONE))
        .hasMessageContaining(" 1 seconds are missing");
    assertThat(WindowPlan.of(windows, Optional.of(at(0)), GAPS).toApply()).hasSize(5);
  }

  @Test
  void storesHowFarItHasComeAsText() {
    Applied applied =
        new Applied(at(7), TABLE, List.of("sk", "pk"), "arn:t/export/1")
            .after(window(7, 9), List.of("sk", "pk"));

    assertThat(Applied.of(applied.details())).contains(applied);
    assertThat(applied.to()).isEqualTo(at(9));
    assertThat(Applied.of(Map.of("dataFiles", "{}"))).isEmpty();
  }

  private static Export window(String arn, String id) {
    return new IncrementalExport(
        "1",
        "at " + id,
        "",
        arn,
        id,
        new ExportPeriod(at(0), at(9)),
        ExportView.NEW_IMAGE,
        List.of(),
        List.of());
  }

  private static FullExport full(long seconds) {
    return full("f" + seconds, at(seconds));
  }

  private static FullExport full(String id, Instant time) {
    return new FullExport(id, "", "", "arn:t", "id-1", time.toString(), List.of(), List.of());
  }

  @Test
  void refusesExportsOfAnotherTable() {
    List<Export> mixed = List.of(window("arn:t", "id-1"), window("arn:t", "id-2"));

    assertThatThrownBy(() -> Sources.of(mixed, Optional.empty()))
        .hasMessage(
            "at id-2: it is an export of arn:t (id-2), not of arn:t (id-1); give each table a"
                + " dataset of its own, and a table that was made anew too");
    assertThatThrownBy(
            () ->
                Sources.of(
                    List.of(window("arn:u", "")), Optional.of(new TableIdentity("arn:t", "id-1"))))
        .isInstanceOf(JobException.class);
    assertThat(Sources.of(List.of(window("", "id-1"), window("arn:t", "")), Optional.of(TABLE)))
        .extracting(Sources::windows)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void beginsWithTheNewestFullExport() {
    Sources sources = Sources.of(List.of(full(3), full(8), full(5)), Optional.empty());

    assertThat(sources.base().map(FullExport::id)).contains("f8");
  }

  @Test
  void tellsOfTheSecondThatNoWindowKnowsAll() {
    assertThat(Sources.secondInDoubt(full("whole", at(3)))).isEmpty();
    assertThat(Sources.secondInDoubt(full("within", at(3).plusMillis(1))).orElseThrow())
        .contains("its items are as of " + at(3).plusMillis(1))
        .contains("--export-time");
  }
}
