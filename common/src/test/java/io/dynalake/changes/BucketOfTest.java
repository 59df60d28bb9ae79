package io.dynalake.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.dataset.partition.Transform;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BucketOfTest {
  @Test
  void bucketsAreThoseOfThePartitionTransform() {
    BucketOf bucket = new BucketOf(new Transform.Bucket(1000));
    Map<Object, Object> same =
        Map.of(
            new BigDecimal("12.50"),
            "12.5",
            new BigDecimal("-100.00"),
            "-100",
            new BigDecimal("0.00"),
            "0",
            34L,
            "34",
            "34",
            "34");
    same.forEach((key, text) -> assertThat(bucket.call(key)).isEqualTo(bucket.call(text)));
    // From the Iceberg specification: murmur3("iceberg") is 1210000089.
    assertThat(bucket.call("iceberg")).isEqualTo(89);
    assertThat(bucket.call(new byte[] {0, 1, 2, 3}))
        .isEqualTo((-188683207 & Integer.MAX_VALUE) % 1000);
  }
}
