package io.dynalake.item;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Compares with ion-java, for as long as one may care to wait. Not a part of the build. */
class IonItemParserLongFuzzTest {
  @FuzzTest(maxDuration = "30m")
  void readsLinesLikeIonJava(byte[] data) {
    IonDifferential.check(IonDifferential.firstLine(data));
  }
}
