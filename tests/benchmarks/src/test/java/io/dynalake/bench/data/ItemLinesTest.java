package io.dynalake.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemLinesTest {
  private final ItemLines lines = new ItemLines();

  private String text() {
    return new String(lines.bytes(), 0, lines.length(), UTF_8);
  }

  @Test
  void writesEveryTypeAsTheServiceDoes() {
    lines.beginItem().string("s", "Zürich").number("n", -120).decimal("d", -5, 2);
    lines.bool("yes", true).nothing("none").binary("b", new byte[] {1, -1});
    lines.beginStrings("ss").member("x").member("y").endList();
    lines.beginMap("m").number("i", 0).beginMap("inner").endMap().endMap();
    lines.beginList("l").beginMap().string("k", "v").endMap().beginMap().endMap().endList();
    lines.open("e", "S").escaped("say \"hi\"\n").close().endItem();

    assertThat(text())
        .isEqualTo(
            """
            {"Item":{"s":{"S":"Zürich"},"n":{"N":"-120"},"d":{"N":"-0.05"},\
            "yes":{"BOOL":true},"none":{"NULL":true},"b":{"B":"Af8="},\
            "ss":{"SS":["x","y"]},\
            "m":{"M":{"i":{"N":"0"},"inner":{"M":{}}}},\
            "l":{"L":[{"M":{"k":{"S":"v"}}},{"M":{}}]},\
            "e":{"S":"say \\"hi\\"\\n"}}}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00",
        "2000-02-29T23:59:59",
        "2023-12-31T12:34:56",
        "2024-02-29T00:00:01",
        "2024-03-01T00:00:00",
        "2100-03-01T10:00:00"
      })
  void writesTimesLikeJava(String time) {
    lines.time(LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC));

    assertThat(text()).isEqualTo(time);
  }

  @Test
  void growsBeyondItsBuffer() {
    lines.filling(300_000).digits(7, 3).hex(0xabcL, 5);

    assertThat(text()).hasSize(300_008).endsWith("x00700abc");
  }
}
