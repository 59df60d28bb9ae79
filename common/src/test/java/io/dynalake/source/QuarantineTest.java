package io.dynalake.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.export.BadItem;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private final Quarantine quarantine = new Quarantine(null, "verify.jsonl", new Configuration());

  @Test
  void countsReasonsWithoutTheAttributeAndThePlace() throws IOException {
    add("attribute \"a.b\": no type tag");
    add("attribute \"c\": no type tag");
    add("expected ',' or '}' behind the attribute's value, at byte 31 of the line");
    add("expected ',' or '}' behind the attribute's value, at byte 7 of the line");
    add("expected ',' or '}' behind the attribute's value, but the line ends");
    quarantine.close();

    assertThat(quarantine.reasons())
        .containsEntry("no type tag", 2L)
        .containsEntry("expected ',' or '}' behind the attribute's value", 2L)
        .containsEntry("expected ',' or '}' behind the attribute's value, but the line ends", 1L)
        .hasSize(3);
    assertThat(quarantine.named())
        .hasSize(5)
        .first(InstanceOfAssertFactories.STRING)
        .isEqualTo("data/x.json.gz, line 3: attribute \"a.b\": no type tag");
  }

  @Test
  void countsManyKindsTogether() {
    for (int i = 0; i < 1_000; i++) {
      add("attribute '" + i + "' comes twice");
    }

    assertThat(quarantine.reasons())
        .hasSize(Quarantine.KINDS + 1)
        .containsEntry(Quarantine.OTHER_KINDS, 1_000L - Quarantine.KINDS);
  }

  private void add(String reason) {
    quarantine.add(new BadItem("data/x.json.gz", 3, reason, "{}", true));
  }
}
