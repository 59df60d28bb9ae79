package io.dynalake.item;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The fuzz test of the parser, for as long as one may care to wait. Not a part of the build. */
class ItemParserLongFuzzTest {
  @FuzzTest(maxDuration = "30m")
  void readsLinesAndNumbersLikeJacksonAndBigDecimal(byte[] data) {
    ItemParserShortFuzzTest.check(data);
  }
}
