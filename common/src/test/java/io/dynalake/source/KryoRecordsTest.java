package io.dynalake.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

class KryoRecordsTest {
  record Figures(String name, List<Integer> counts) implements Serializable {}

  @Test
  void takesRecords() {
    SparkConf conf =
        new SparkConf(false).set("spark.kryo.registrator", KryoRecords.class.getName());
    SerializerInstance kryo = new KryoSerializer(conf).newInstance();
    Figures figures = new Figures("a", List.of(1, 2));
    Object copy =
        kryo.deserialize(
            kryo.serialize(figures, ClassTag$.MODULE$.apply(Figures.class)),
            ClassTag$.MODULE$.apply(Figures.class));
    assertThat(copy).isEqualTo(figures);
  }
}
