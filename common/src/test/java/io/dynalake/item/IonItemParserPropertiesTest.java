package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.export.IonLines;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

class IonItemParserPropertiesTest {
  /** Bytes that damage a line without making it all too plain. */
  private static final String LIKELY = "\"\\{}[]:,'$.-de_01 \ttrnulf(/";

  @Property(tries = 200)
  void readsTheSameItemsAsFromJson(@ForAll long seed) throws IOException {
    IonLines ion = new IonLines();
    for (Value.MapOf item : new RandomItems(seed).items(5)) {
      ObjectNode members = item.members();
      byte[] line = ion.item(members);
      assertThat(TreeSink.parse(new IonItemParser(), line))
          .isEqualTo(TreeSink.parse("{\"Item\":" + members + "}"));
      assertThat(IonDifferential.check(line)).isTrue();
    }
  }

  @Property
  void neverReadsADamagedLineOtherwiseThanIonJava(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] line = new IonLines().item(new RandomItems(seed).items(1).get(0).members());
    for (int i = 0; i <= random.nextInt(3); i++) {
      line[random.nextInt(line.length - 1)] =
          (byte)
              (random.nextInt(4) > 0
                  ? LIKELY.charAt(random.nextInt(LIKELY.length()))
                  : random.nextInt(256));
    }
    boolean taken = IonDifferential.check(IonDifferential.firstLine(line));
    Statistics.collect(taken);
    Statistics.coverage(c -> c.check(true).percentage(p -> p > 5));
  }

  @Property(tries = 200)
  void neverReadsACutLine(@ForAll long seed) throws IOException {
    byte[] line = new IonLines().item(new RandomItems(seed).items(1).get(0).members());
    String text = new String(line, UTF_8);
    int length = text.offsetByCodePoints(0, new Random(seed).nextInt(text.length() / 2));
    assertThat(IonDifferential.check((text.substring(0, length) + '\n').getBytes(UTF_8))).isFalse();
  }
}
