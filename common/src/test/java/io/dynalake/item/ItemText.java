package io.dynalake.item;

import io.dynalake.item.TreeSink.Null;
import io.dynalake.item.TreeSink.SetValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes items of a {@link TreeSink} as DynamoDB JSON, in any spelling that JSON allows. */
final class ItemText {
  private static final List<String> SPACES = List.of(" ", "\t", "\r", " \t ");

  private final Random random;

  /** 0: as exports by AWS are; up to 100: percentage of the places that are spelled otherwise. */
  private final int oddness;

  private final StringBuilder text = new StringBuilder();

  private ItemText(long seed, int oddness) {
    random = new Random(seed);
    this.oddness = oddness;
  }

  /** A line, without '\n'. */
  static String line(Map<String, Object> item, long seed, int oddness) {
    ItemText writer = new ItemText(seed, oddness);
    writer.token("{").string("Item").token(":");
    writer.map(item);
    writer.token("}");
    return writer.text.toString();
  }

  private void map(Map<String, Object> map) {
    token("{");
    String comma = "";
    for (Map.Entry<String, Object> entry : map.entrySet()) {
      token(comma).string(entry.getKey()).token(":");
      value(entry.getValue());
      comma = ",";
    }
    token("}");
  }

  @SuppressWarnings("unchecked")
  private void value(Object value) {
    token("{");
    if (value instanceof Null) {
      string("NULL").token(":").token("true");
    } else if (value instanceof Boolean) {
      string("BOOL").token(":").token(value.toString());
    } else if (value instanceof List<?> list) {
      string("L").token(":").token("[");
      String comma = "";
      for (Object element : list) {
        token(comma);
        value(element);
        comma = ",";
      }
      token("]");
    } else if (value instanceof Map<?, ?>) {
      string("M").token(":");
      map((Map<String, Object>) value);
    } else if (value instanceof SetValue set) {
      string(set.type().name()).token(":");
      scalars(set.elements());
    } else {
      string(value instanceof String ? "S" : value instanceof BigDecimal ? "N" : "B").token(":");
      scalar(value);
    }
    token("}");
  }

  private void scalars(Collection<Object> elements) {
    token("[");
    String comma = "";
    for (Object element : elements) {
      token(comma);
      scalar(element);
      comma = ",";
    }
    token("]");
  }

  private void scalar(Object value) {
    if (value instanceof BigDecimal number) {
      string(odd() ? number.toString() : number.toPlainString());
    } else if (value instanceof ByteBuffer bytes) {
      string(TreeSink.base64(bytes));
    } else {
      string((String) value);
    }
  }

  private ItemText token(String token) {
    text.append(token);
    if (odd()) {
      text.append(SPACES.get(random.nextInt(SPACES.size())));
    }
    return this;
  }

  private ItemText string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int escape = "\"\\/\b\f\n\r\t".indexOf(c);
      if (escape >= 0 && (escape < 2 || random.nextBoolean())) {
        text.append('\\').append("\"\\/bfnrt".charAt(escape));
      } else if (c < ' ' || c == '"' || c == '\\' || odd(c)) {
        String hex = "%04x".formatted((int) c);
        text.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
      } else {
        text.append(c);
      }
    }
    return token("\"");
  }

  private boolean odd() {
    return random.nextInt(100) < oddness;
  }

  /** Halves of surrogate pairs are both escaped or neither. */
  private boolean odd(char c) {
    return Character.isSurrogate(c) ? oddness >= 50 : odd();
  }
}
