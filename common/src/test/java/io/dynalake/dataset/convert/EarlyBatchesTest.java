package io.dynalake.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.item.MalformedItemException;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ProfileOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever shows the guess wrong: nothing goes to the shuffle, and the profile stays right. */
class EarlyBatchesTest {
  private final List<Slot> slots = List.of(new Slot(0, "a/d=1"), new Slot(1, "b/d=1"));
  private final ConvertPlan plan = ScatterPlans.plan(List.of("a", "b"), slots);
  private final SlotTable table = new SlotTable(slots, 0);
  private final BatchScatter scatter = new BatchScatter(plan, table);
  private final EarlyBatches early = new EarlyBatches(plan, scatter, table);
  private final ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);

  @Test
  void sendsWhatIsKept() throws IOException {
    assertThat(early.beginFile()).isTrue();
    keep("a", "a/d=1", ScatterPlans.number(1));
    fill("a", ScatterPlans.number(2));
    early.dropItem();
    early.endBlock();
    early.endFile();
    assertThat(early.finish().misfits()).isEmpty();
    assertThat(scatter.batch(0).rows()).isEqualTo(1);
    assertThat(counted()).isEqualTo(2);
  }

  @Test
  void givesUpAtADirectoryThatWasNotGuessed() throws IOException {
    early.beginFile();
    keep("a", "a/d=1", ScatterPlans.number(1));
    keep("a", "a/d=2", ScatterPlans.number(2));
    refuted("directories");
  }

  @Test
  void givesUpAtAnEntityThatWasNotGuessed() throws IOException {
    early.beginFile();
    keep("a", "a/d=1", ScatterPlans.number(1));
    keep("c", "c/d=1", ScatterPlans.number(2));
    refuted("entities");
  }

  @Test
  void givesUpAtAnAttributeThatWasNotGuessed() throws IOException {
    early.beginFile();
    keep("a", "a/d=1", ScatterPlans.number(1));
    keep("a", "a/d=1", ScatterPlans.number(2) + ",\"new\":{\"S\":\"\"}");
    refuted("attributes");
  }

  @Test
  void refusesAValueThatDoesNotFit() throws IOException {
    early.beginFile();
    keep("a", "a/d=1", ScatterPlans.number(1));
    assertThatThrownBy(() -> fill("a", "\"n\":{\"S\":\"\"}"))
        .isInstanceOf(MalformedItemException.class);
    early.giveUp("column n");
    assertThat(early.beginFile()).isFalse();
    early.endFile();
    assertThat(early.finish().misfits()).containsExactly("column n");
    assertThat(scatter.batch(0).rows()).isZero();
  }

  @Test
  void givesUpIfAFileDoesNotEnd() throws IOException {
    early.beginFile();
    keep("a", "a/d=1", ScatterPlans.number(1));
    assertThat(early.finish().misfits()).containsExactly("a data file does not verify");
    assertThat(scatter.batch(0).rows()).isZero();
  }

  private void refuted(String why) throws IOException {
    early.endBlock();
    // The file's profile is filled to its end.
    keep("b", "b/d=1", ScatterPlans.number(3));
    early.endBlock();
    early.endFile();
    assertThat(early.finish().misfits()).hasSize(1).first().asString().contains(why);
    assertThat(counted()).isEqualTo(3);
    assertThat(scatter.batch(0).rows() + scatter.batch(1).rows()).isZero();
  }

  private void keep(String entity, String directory, String attributes) {
    fill(entity, attributes);
    early.keepItem(directory);
  }

  private void fill(String entity, String attributes) {
    ScatterPlans.push(attributes, early.fill(entity, profile));
  }

  private long counted() {
    return profile.at(AttributePath.parse("n")).orElseThrow().count();
  }
}
