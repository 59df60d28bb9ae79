package io.dynalake.testsupport.export;

import com.amazon.ion.IonType;
import com.amazon.ion.IonWriter;
import com.amazon.ion.system.IonTextWriterBuilder;
import com.amazon.ion.system.IonWriterBuilder.InitialIvmHandling;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a data file in Ion, as one writer of ion-java gives them: each ends the stream, and
 * the version marker of the next stands behind a blank.
 */
public final class IonLines implements LineFormat {
  private final StringBuilder text = new StringBuilder();
  private final IonWriter ion =
      IonTextWriterBuilder.standard().withInitialIvmHandling(InitialIvmHandling.ENSURE).build(text);

  @Override
  public byte[] item(JsonNode item) throws IOException {
    ion.stepIn(IonType.STRUCT);
    members("Item", item);
    return line();
  }

  @Override
  public byte[] change(
      JsonNode keys, long writeMicros, @Nullable JsonNode before, @Nullable JsonNode after)
      throws IOException {
    ion.stepIn(IonType.STRUCT);
    ion.setFieldName("Record");
    ion.stepIn(IonType.STRUCT);
    members("Keys", keys);
    ion.setFieldName("Metadata");
    ion.stepIn(IonType.STRUCT);
    ion.setFieldName("WriteTimestampMicros");
    ion.writeDecimal(BigDecimal.valueOf(writeMicros));
    ion.stepOut();
    if (before != null) {
      members("OldImage", before);
    }
    if (after != null) {
      members("NewImage", after);
    }
    ion.stepOut();
    return line();
  }

  private byte[] line() throws IOException {
    ion.stepOut();
    ion.finish();
    byte[] line = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return line;
  }

  private void members(String name, JsonNode attributes) throws IOException {
    ion.setFieldName(name);
    struct(attributes);
  }

  private void struct(JsonNode attributes) throws IOException {
    ion.stepIn(IonType.STRUCT);
    for (Iterator<Map.Entry<String, JsonNode>> each = attributes.fields(); each.hasNext(); ) {
      Map.Entry<String, JsonNode> attribute = each.next();
      ion.setFieldName(attribute.getKey());
      value(attribute.getValue());
    }
    ion.stepOut();
  }

  private void value(JsonNode value) throws IOException {
    String tag = value.fieldNames().next();
    JsonNode content = value.get(tag);
    switch (tag) {
      case "S", "N", "B" -> scalar(tag, content.textValue());
      case "BOOL" -> ion.writeBool(content.booleanValue());
      case "M" -> struct(content);
      case "L" -> {
        ion.stepIn(IonType.LIST);
        for (JsonNode element : content) {
          value(element);
        }
        ion.stepOut();
      }
      case "SS", "NS", "BS" -> {
        ion.setTypeAnnotations("$dynamodb_" + tag);
        ion.stepIn(IonType.LIST);
        for (JsonNode element : content) {
          scalar(tag.substring(0, 1), element.textValue());
        }
        ion.stepOut();
      }
      default -> ion.writeNull();
    }
  }

  private void scalar(String tag, String text) throws IOException {
    switch (tag) {
      case "N" -> {
        BigDecimal number = new BigDecimal(text);
        ion.writeDecimal(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
      }
      case "B" -> ion.writeBlob(Base64.getDecoder().decode(text));
      default -> ion.writeString(text);
    }
  }
}
