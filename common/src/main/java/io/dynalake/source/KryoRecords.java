package io.dynalake.source;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Lets Kryo take records, which it cannot take apart by itself: they go by Java's serialization.
 * For applications that others have started with {@code spark.serializer} set to Kryo: to be named
 * in their {@code spark.kryo.registrator}.
 */
public final class KryoRecords implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
  }
}
