package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.browser.Chromium;
import io.dynalake.testsupport.browser.Screen;
import io.dynalake.testsupport.browser.Tab;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run, as a browser shows it. */
final class ReportPageIT {
  private static final String SCRIPT = "</script><script>window.hit = 1</script><img src=x>";
  private static final Path PICTURES = Path.of("target", "pages");

  private static final List<Screen> SCREENS =
      List.of(
          new Screen(360, 740, false),
          new Screen(360, 740, true),
          new Screen(1280, 900, false),
          new Screen(1280, 900, true));

  /** Elements that reach beyond the window, or have more in them than is seen. */
  private static final String TOO_WIDE =
      """
      [...document.querySelectorAll('body *')]
        .filter(e => !e.closest('svg') || e.tagName === 'svg')
        .filter(e => !e.closest('.unseen'))
        .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5
                     || e.getBoundingClientRect().left < -0.5)
        .map(e => e.outerHTML.slice(0, 200))
        .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])
      """;

  /** Text whose contrast with what is behind it is less than WCAG's level AA asks for. */
  private static final String TOO_FAINT =
      """
      (() => {
        const rgb = css => css.match(/[\\d.]+/g).map(Number);
        const light = css => {
          const [r, g, b] = rgb(css).map(c => c / 255)
              .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = e => {
          for (let at = e; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if ((rgb(colour)[3] ?? 1) > 0) return colour;
          }
          return 'rgb(255, 255, 255)';
        };
        const faint = [];
        for (const e of document.querySelectorAll('body *')) {
          const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          if (!own || e.tagName === 'SCRIPT') continue;
          const style = getComputedStyle(e);
          const a = light(e.tagName === 'text' ? style.fill : style.color);
          const b = light(behind(e));
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) faint.push(contrast.toFixed(2) + ' ' + e.outerHTML.slice(0, 200));
        }
        return faint;
      })()
      """;

  /** Presses the button, and gives what it says then. */
  private static final String COPY =
      """
      new Promise(said => {
        const button = document.querySelector('.command button');
        new MutationObserver(() => said(button.textContent)).observe(button, {childList: true});
        button.click();
      })
      """;

  private static @Nullable Chromium chromium;

  private final Lake lake;

  ReportPageIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  @BeforeAll
  static void start(@TempDir Path profile) {
    Optional<Path> program = Chromium.installed();
    program.ifPresent(p -> chromium = Chromium.start(p, profile.resolve("chromium")));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void showsAPartialRunOnEveryScreen() {
    WrittenExport export = partialExport();
    lake.backfill(
            export,
            "--on-bad-file=skip",
            "--max-bad-items=10",
            "--partition-by=day(updatedAt)",
            "--start-date=2024-05-02",
            "--run-id=partial")
        .failed(ErrorCode.PARTIAL);

    try (Tab tab = tab()) {
      for (Screen screen : SCREENS) {
        shown(tab, "partial", screen);
        assertThat(texts(tab, "h1"))
            .containsExactly("6 of 8 files went into the dataset, 2 failed");
        assertThat(texts(tab, "h2"))
            .containsExactly(
                "What went wrong",
                "How to go on",
                "Items",
                "Items left out",
                "Data files",
                "Throughput",
                "Partitions",
                "Schema");
        assertThat(texts(tab, "#items td:nth-child(2)")).containsExactly("243", "228", "12", "3");
        assertThat(texts(tab, "#failures tbody tr")).hasSize(2);
        assertThat(tab.evaluate("document.querySelectorAll('svg').length").asInt())
            .isGreaterThan(20);
        assertThat(tab.evaluate("typeof window.hit").asText()).isEqualTo("undefined");
        assertThat(tab.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
        assertThat(tab.evaluate("document.body.innerText").asText()).contains(SCRIPT);
      }
      assertThat(tab.evaluate(COPY).asText()).isIn("Copied", "Selected");
    }
  }

  @Test
  void showsAFailedRun() {
    lake.backfill(partialExport(), "--run-id=failed").failed(ErrorCode.BAD_DATA);

    try (Tab tab = tab()) {
      for (Screen screen : SCREENS) {
        shown(tab, "failed", screen);
        assertThat(texts(tab, "h1")).containsExactly("Nothing was written");
        assertThat(texts(tab, "#failures tbody tr")).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60})
  void showsARunThatIsDoneAndThatItWasDone(int files) {
    ExportWriter writer = lake.export();
    for (int i = 0; i < files; i++) {
      writer.file(items(i, 50));
    }
    WrittenExport export = writer.write();
    lake.backfill(export, "--partition-by=bucket(20, pk)", "--run-id=done-" + files).done();
    lake.backfill(export, "--partition-by=bucket(20, pk)", "--run-id=again-" + files).done();

    try (Tab tab = tab()) {
      for (Screen screen : SCREENS) {
        shown(tab, "done-" + files, screen);
        assertThat(texts(tab, "h1"))
            .containsExactly(
                String.format(Locale.ROOT, "%,d items went into the dataset", files * 50));
        shown(tab, "again-" + files, screen);
        assertThat(texts(tab, "h1")).containsExactly("The dataset has had everything before");
      }
    }
  }

  @Test
  void findsWhatIsWrongWithAPage(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(
        page,
        "<!DOCTYPE html><p style='width: 2000px; color: #aaa'>faint</p><img src='none.png'>"
            + "<script>throw new Error('thrown')</script>");

    try (Tab tab = tab()) {
      tab.show(page.toUri(), SCREENS.get(0));

      assertThat(list(tab, TOO_WIDE)).hasSize(2).first().asString().startsWith("<p style");
      assertThat(list(tab, TOO_FAINT)).singleElement().asString().startsWith("2.32 <p style");
      assertThat(tab.requests()).hasSize(2);
      assertThat(tab.complaints()).anyMatch(c -> c.contains("thrown"));
    }
  }

  private WrittenExport partialExport() {
    ExportWriter writer = lake.export();
    for (int i = 0; i < 6; i++) {
      List<String> items = new ArrayList<>(items(i, 40));
      if (i < 3) {
        items.add("{\"pk\":{\"S\":\"x\"},\"bad\":{\"Q\":\"1\"}}");
      }
      writer.file(items);
    }
    return writer
        .file(items(6, 40), FileQuirk.TRUNCATED)
        .file(items(7, 40), FileQuirk.WRONG_CRC)
        .write();
  }

  /** Two of 40 are older than May 2nd. */
  private static List<String> items(int file, int count) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String day = i % 24 == 5 ? "2024-05-01" : "2024-05-" + (10 + i % 20);
      items.add(
          "{\"pk\":{\"S\":\"%d-%d\"},\"updatedAt\":{\"S\":\"%sT10:00:00Z\"},"
                  .formatted(file, i, day)
              + "\"address\":{\"M\":{\"city\":{\"S\":\"a\"},\"zip\":{\"N\":\"%d\"}}},".formatted(i)
              + "\"mixed\":{\"%s\":\"1\"},".formatted(i % 2 == 0 ? "S" : "N")
              + "\"%s\":{\"BOOL\":true},".formatted(SCRIPT.replace("/", "\\/"))
              + "\"\u05E9\u202E\uD83D\uDE00\":{\"N\":\"1\"},"
              + "\"%s\":{\"S\":\"\"}}".formatted("W".repeat(3_000)));
    }
    return items;
  }

  /** A tab, if there is a browser. */
  private static Tab tab() {
    return chromium == null
        ? abort(
            "pages are not looked at: no Chromium is installed; set CHROMIUM, or apt-get install"
                + " chromium")
        : chromium.tab();
  }

  private void shown(Tab tab, String run, Screen screen) {
    Path page = lake.target().resolve("_dynalake/reports/" + run + ".html");
    tab.show(page.toUri(), screen);
    tab.screenshot(PICTURES.resolve(run + "-" + screen + ".png"));

    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests()).containsExactly(page.toUri().toString());
    assertThat(list(tab, TOO_WIDE)).as(screen + " too wide").isEmpty();
    assertThat(list(tab, TOO_FAINT)).as(screen + " too faint").isEmpty();
    assertThat(tab.evaluate("matchMedia('(prefers-color-scheme: dark)').matches").asBoolean())
        .isEqualTo(screen.dark());
  }

  private static List<String> texts(Tab tab, String selector) {
    String quoted = "'" + selector + "'";
    return list(
        tab, "[...document.querySelectorAll(" + quoted + ")].map(e => e.textContent.trim())");
  }

  private static List<String> list(Tab tab, String expression) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : tab.evaluate(expression)) {
      texts.add(text.asText());
    }
    return texts;
  }
}
