package io.dynalake.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Like {@link ItemParserShortFuzzTest}, for Ion; {@link IonItemParserLongFuzzTest} compares. */
class IonItemParserShortFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void takesOrRefusesALineAndNothingElse(byte[] data) {
    try {
      TreeSink.parse(new IonItemParser(), IonDifferential.firstLine(data));
    } catch (MalformedItemException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
    }
  }
}
