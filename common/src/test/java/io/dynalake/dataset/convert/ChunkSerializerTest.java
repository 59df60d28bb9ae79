package io.dynalake.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class ChunkSerializerTest {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  private final SerializerInstance serializer = new ChunkSerializer().newInstance();

  @Test
  void recordsComeBackAsTheyWere() {
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) -1);
    byte[] bytes = written(SlotPartitioner.FINDINGS, large, 7, new byte[0], 0x7fffffff, large);
    assertThat(read(bytes))
        .extracting(record -> record._1(), record -> ((byte[]) record._2()).length)
        .containsExactly(tuple(-1, 100_000), tuple(7, 0), tuple(0x7fffffff, 100_000));
    assertThat((byte[]) read(bytes).get(2)._2()).isEqualTo(large);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void streamsFollowOneAnotherInOneFile() {
    byte[] one = written(1, new byte[] {1});
    byte[] two = written(2, new byte[] {2});
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    assertThat(new ChunkSerializer().supportsRelocationOfSerializedObjects()).isTrue();
    assertThat(read(both)).extracting(record -> record._1()).containsExactly(1, 2);
  }

  @Test
  void recordThatIsCutShortIsNoEnd() {
    byte[] bytes = written(1, new byte[] {1, 2, 3});
    for (int length = 1; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).hasCauseInstanceOf(EOFException.class);
    }
  }

  private byte[] written(Object... keysAndValues) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var stream = serializer.serializeStream(bytes)) {
      for (int i = 0; i < keysAndValues.length; i += 2) {
        stream.writeKey(keysAndValues[i], ANY);
        stream.writeValue(keysAndValues[i + 1], ANY);
      }
    }
    return bytes.toByteArray();
  }

  private List<Tuple2<Object, Object>> read(byte[] bytes) {
    List<Tuple2<Object, Object>> records = new ArrayList<>();
    Iterator<Tuple2<Object, Object>> iterator =
        serializer.deserializeStream(new ByteArrayInputStream(bytes)).asKeyValueIterator();
    while (iterator.hasNext()) {
      records.add(iterator.next());
    }
    return records;
  }
}
