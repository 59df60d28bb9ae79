package io.dynalake.item;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Like {@link ItemParserShortFuzzTest}, for Ion. */
class IonItemParserShortFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readsLinesLikeIonJava(byte[] data) {
    IonDifferential.check(IonDifferential.firstLine(data));
  }
}
