package io.dynalake.dataset.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityRuleTest {
  private final ParsedItems items = new ParsedItems();

  @Test
  void takesAnAttributesValue() {
    EntityRule.Evaluator entities = evaluator("meta.type");
    assertThat(entity(entities, "\"meta\":{\"M\":{\"type\":{\"S\":\"Order\"}}}"))
        .isEqualTo("Order");
    assertThat(entity(entities, "\"meta\":{\"M\":{\"type\":{\"N\":\"7\"}}}")).isEqualTo("7");
    assertThat(entity(entities, "\"meta\":{\"M\":{\"type\":{\"BOOL\":true}}}"))
        .isEqualTo("unmatched");
    assertThat(entity(entities, "\"meta\":{\"M\":{\"type\":{\"S\":\"\"}}}")).isEqualTo("unmatched");
    assertThat(entity(entities, "\"other\":{\"S\":\"Order\"}")).isEqualTo("unmatched");
  }

  @Test
  void takesTheFirstGroupOfAnExpression() {
    EntityRule.Evaluator entities = evaluator("regex(pk, '^([A-Za-z]+)[#''](x)?')");
    assertThat(entity(entities, "\"pk\":{\"S\":\"USER#1\"}")).isEqualTo("USER");
    assertThat(entity(entities, "\"pk\":{\"S\":\"Order'2\"}")).isEqualTo("Order");
    assertThat(entity(entities, "\"pk\":{\"S\":\"1#USER\"}")).isEqualTo("unmatched");
  }

  @Test
  void namesNoEntityWhereTheGroupTookNoPart() {
    EntityRule.Evaluator entities = evaluator("regex(pk,'a(b)?')");
    assertThat(entity(entities, "\"pk\":{\"S\":\"ac\"}")).isEqualTo("unmatched");
  }

  @Test
  void makesDirectoriesThatReadersSeeAndKeepsEntitiesApart() {
    EntityRule.Evaluator entities = evaluator("type");
    assertThat(entity(entities, "\"type\":{\"S\":\"_tmp\"}")).isEqualTo("%5Ftmp");
    assertThat(entity(entities, "\"type\":{\"S\":\"%5Ftmp\"}")).isEqualTo("%255Ftmp");
    assertThat(entity(entities, "\"type\":{\"S\":\"..\"}")).isEqualTo("%2E.");
    assertThat(entity(entities, "\"type\":{\"S\":\"a/b\"}")).isEqualTo("a%2Fb");
    assertThat(entities.names().collisions()).isEmpty();
  }

  @Test
  void notesNamesThatReadersMayMixUp() {
    EntityRule.Evaluator one = evaluator("type");
    EntityRule.Evaluator two = evaluator("type");
    entity(one, "\"type\":{\"S\":\"Order\"}");
    entity(one, "\"type\":{\"S\":\"unmatched\"}");
    entity(one, "\"type\":{\"S\":\"user\"}");
    entity(two, "\"type\":{\"S\":\"ORDER\"}");
    one.names().merge(two.names());
    assertThat(one.names().collisions())
        .containsExactly(List.of("ORDER", "Order"), List.of("unmatched"));
    assertThat(one.names().directories())
        .isEqualTo(
            Map.of("ORDER", "ORDER", "Order", "Order", "unmatched", "unmatched", "user", "user"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "regex(pk,'abc')     | has no group; put parentheses around the part",
        "regex(pk,'(abc')    | is not a regular expression: Unclosed group",
        "regex(pk,(abc))     | is not of the form regex(attribute,'…(entity)…')",
        "regex(pk '(abc)')   | is not of the form",
        "regex(pk,'(abc)'    | is not of the form",
        "regex(,'(abc)')     | a name is missing",
        "a[].b               | leads into a list or map",
      })
  void refuses(String text, String problem) {
    assertThatThrownBy(() -> EntityRule.parse(text))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("--entity-by: ")
        .hasMessageContaining(problem)
        .extracting(e -> ((JobException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  @Test
  void endsExpressionsThatBacktrackForever() {
    EntityRule.Evaluator entities = evaluator("regex(pk,'^(?:.*a){12}(x)')");
    items.parse("\"pk\":{\"S\":\"" + "a".repeat(60) + "b\"}");
    assertThatThrownBy(entities::entity)
        .hasMessageContaining("'^(?:.*a){12}(x)' needs too many steps on a value of 61 characters")
        .hasMessageContaining("nested repetitions");
    EntityRule.Evaluator deep = evaluator("regex(deep,'^((?:a|b)*)c')");
    items.parse("\"deep\":{\"S\":\"" + "ab".repeat(100_000) + "\"}");
    assertThatThrownBy(deep::entity).hasMessageContaining("on a value of 200000 characters");
  }

  @Test
  void refusesNamesTooLongForADirectory() {
    EntityRule.Evaluator entities = evaluator("type");
    assertThat(entity(entities, "\"type\":{\"S\":\"" + "é".repeat(100) + "\"}")).hasSize(100);
    items.parse("\"type\":{\"S\":\"" + "é".repeat(101) + "\"}");
    assertThatThrownBy(entities::entity)
        .hasMessageContaining("an entity's name takes 202 bytes as a directory name");
  }

  @Test
  void refusesThousandsOfEntities() {
    EntityRule.Evaluator entities = evaluator("type");
    for (int i = 0; i < EntityNames.MAX_ENTITIES; i++) {
      entity(entities, "\"type\":{\"N\":\"" + i + "\"}");
    }
    items.parse("\"type\":{\"S\":\"one more\"}");
    assertThatThrownBy(entities::entity).hasMessageContaining("more than 1000 entities");
  }

  private String entity(EntityRule.Evaluator entities, String attributes) {
    items.parse(attributes);
    return entities.entity();
  }

  private EntityRule.Evaluator evaluator(String text) {
    return EntityRule.parse(text).evaluator(items.captures());
  }
}
