package io.dynalake.changes;

import io.dynalake.dataset.partition.Transform;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.api.java.UDF1;

/** The bucket of a key's value, as the partition transform has it for the attribute. */
final class BucketOf implements UDF1<Object, Integer> {
  private static final long serialVersionUID = 1L;

  private final Transform.Bucket transform;

  BucketOf(Transform.Bucket transform) {
    this.transform = transform;
  }

  @Override
  public Integer call(Object key) {
    return transform.of(bytes(key));
  }

  private static byte[] bytes(Object key) {
    if (key instanceof byte[] bytes) {
      return bytes;
    }
    if (key instanceof BigDecimal number) {
      // Columns have digits of headroom, which are none of the value.
      return utf8(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }
    if (key instanceof Double number) {
      return bytes(new BigDecimal(Double.toString(number)));
    }
    return utf8(key.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
