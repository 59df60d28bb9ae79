package io.dynalake.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.ion.IonException;
import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import io.dynalake.item.TreeSink.Null;
import io.dynalake.item.TreeSink.SetValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what the parser of Ion reads with what ion-java reads. */
final class IonDifferential {
  private static final String SET = "$dynamodb_";

  private IonDifferential() {}

  /**
   * Parses a line: either the parser refuses it, or ion-java reads the same.
   *
   * @param line ends with '\n', its only one
   * @return whether the parser took it
   */
  static boolean check(byte[] line) {
    Map<String, Object> item;
    try {
      item = TreeSink.parse(new IonItemParser(), line);
    } catch (MalformedItemException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
      return false;
    }
    String text = new String(line, UTF_8);
    // ion-java keeps the exponent of a zero, and has only 32 bits for it.
    if (!text.matches("(?s).*[0.][dDeE][+-]?[0-9]{6}.*")) {
      assertThat(item).as(text).isEqualTo(read(line, text));
    }
    return true;
  }

  private static Object read(byte[] line, String text) {
    try (IonReader ion = IonReaderBuilder.standard().build(line)) {
      assertThat(ion.next()).isEqualTo(IonType.STRUCT);
      ion.stepIn();
      assertThat(ion.next()).isEqualTo(IonType.STRUCT);
      assertThat(ion.getFieldName()).isEqualTo("Item");
      Object item = value(ion);
      assertThat(ion.next()).isNull();
      ion.stepOut();
      assertThat(ion.next()).isNull();
      return item;
    } catch (IOException | IonException e) {
      throw new AssertionError("the parser takes what ion-java does not: " + text, e);
    }
  }

  private static Object value(IonReader ion) {
    String[] annotations = ion.getTypeAnnotations();
    if (ion.isNullValue()) {
      assertThat(annotations).isEmpty();
      return Null.NULL;
    }
    if (ion.getType() == IonType.LIST) {
      List<Object> elements = elements(ion);
      if (annotations.length == 0) {
        return elements;
      }
      assertThat(annotations).hasSize(1);
      assertThat(annotations[0]).startsWith(SET);
      return new SetValue(AttributeType.valueOf(annotations[0].substring(SET.length())), elements);
    }
    assertThat(annotations).isEmpty();
    return switch (ion.getType()) {
      case STRUCT -> members(ion);
      case STRING -> ion.stringValue();
      case DECIMAL -> TreeSink.normal(ion.bigDecimalValue());
      case INT -> TreeSink.normal(new BigDecimal(ion.bigIntegerValue()));
      case FLOAT -> TreeSink.normal(new BigDecimal(ion.doubleValue()));
      case BOOL -> ion.booleanValue();
      case BLOB -> ByteBuffer.wrap(ion.newBytes());
      default -> throw new AssertionError("ion-java reads a " + ion.getType());
    };
  }

  private static List<Object> elements(IonReader ion) {
    List<Object> elements = new ArrayList<>();
    ion.stepIn();
    while (ion.next() != null) {
      elements.add(value(ion));
    }
    ion.stepOut();
    return elements;
  }

  private static Map<String, Object> members(IonReader ion) {
    Map<String, Object> members = new LinkedHashMap<>();
    ion.stepIn();
    while (ion.next() != null) {
      members.put(ion.getFieldName(), value(ion));
    }
    ion.stepOut();
    return members;
  }

  /** The line until its first end. */
  static byte[] firstLine(byte[] data) {
    int end = 0;
    while (end < data.length && data[end] != '\n') {
      end++;
    }
    byte[] line = Arrays.copyOf(data, end + 1);
    line[end] = '\n';
    return line;
  }
}
