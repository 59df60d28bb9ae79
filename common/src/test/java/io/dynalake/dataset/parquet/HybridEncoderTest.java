package io.dynalake.dataset.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class HybridEncoderTest {
  @Property(tries = 500)
  void parquetReadsWhatWasWritten(@ForAll @IntRange(max = 20) int bitWidth, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    HybridEncoder encoder = new HybridEncoder(bitWidth);
    Bytes page = new Bytes();
    for (int part = 0; part < 2; part++) {
      List<Integer> values = new ArrayList<>();
      for (int piece = random.nextInt(30); piece > 0; piece--) {
        write(encoder, values, bitWidth, random);
      }
      page.clear();
      encoder.drainTo(page);
      assertThat(decode(page, bitWidth, values.size())).isEqualTo(values);
    }
  }

  /** A run or varied values, by any of the three ways to write. */
  private static void write(
      HybridEncoder encoder, List<Integer> values, int bitWidth, Random random) {
    int count = random.nextInt(random.nextBoolean() ? 12 : 700);
    boolean run = random.nextBoolean();
    int way = random.nextInt(bitWidth < 7 ? 3 : 2);
    int[] piece = new int[count];
    byte[] bytes = new byte[count];
    int value = random.nextInt(1 << bitWidth);
    for (int i = 0; i < count; i++) {
      piece[i] = run ? value : random.nextInt(1 << bitWidth);
      bytes[i] = (byte) piece[i];
      values.add(piece[i]);
    }
    if (way == 2) {
      encoder.write(bytes, count);
    } else if (way == 1 && run) {
      encoder.writeRun(value, count);
    } else {
      encoder.write(piece, count);
    }
  }

  @Test
  void writesRunsAsValueAndCount() {
    HybridEncoder encoder = new HybridEncoder(1);
    encoder.writeRun(1, 1_000_000);
    Bytes page = new Bytes();
    encoder.drainWithLengthTo(page);

    // 4 bytes of length, 3 of the count, 1 of the value.
    assertThat(page.size).isEqualTo(8);
    assertThat(page.array[7]).isEqualTo((byte) 1);
  }

  private static List<Integer> decode(Bytes page, int bitWidth, int count) throws IOException {
    var decoder =
        new RunLengthBitPackingHybridDecoder(
            bitWidth, new ByteArrayInputStream(page.array, 0, page.size));
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(decoder.readInt());
    }
    return values;
  }
}
