package io.dynalake.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A strict parser of lines {@code {"Metadata":…,"Keys":…,"OldImage":…,"NewImage":…}} of an
 * incremental export in DYNAMODB_JSON. A change is pushed as an item with the attributes {@value
 * #OPERATION}, {@value #WRITE_TIME} (N, microseconds since the epoch), {@value #KEYS}, {@value
 * #NEW_IMAGE} and {@value #OLD_IMAGE} (M, absent where the line has no such image). The members may
 * come in any order. Metadata may have more of them; the line may not, lest a part of a change be
 * lost unnoticed.
 */
public final class ChangeParser extends LineParser {
  public static final String OPERATION = "operation";
  public static final String WRITE_TIME = "write_time";
  public static final String KEYS = "keys";
  public static final String NEW_IMAGE = "new_image";
  public static final String OLD_IMAGE = "old_image";

  /** The operation of a change with a new image: the item is now that, whatever it was. */
  public static final String UPSERT = "upsert";

  /** The operation of a change without a new image: there is no such item any more. */
  public static final String DELETE = "delete";

  private static final Text OPERATION_NAME = new Text(OPERATION);
  private static final Text WRITE_TIME_NAME = new Text(WRITE_TIME);
  private static final Text UPSERT_TEXT = new Text(UPSERT);
  private static final Text DELETE_TEXT = new Text(DELETE);
  private static final Text WRITE_TIMESTAMP_MICROS = new Text("WriteTimestampMicros");
  private static final Text N = new Text("N");
  private static final Text ITEM = new Text("Item");

  private static final Member METADATA = new Member(1, "Metadata", "");
  private static final Member KEYS_MEMBER = new Member(2, "Keys", KEYS);
  private static final Member OLD_IMAGE_MEMBER = new Member(4, "OldImage", OLD_IMAGE);
  private static final Member NEW_IMAGE_MEMBER = new Member(8, "NewImage", NEW_IMAGE);

  /** In the order of the service. */
  private static final List<Member> MEMBERS =
      List.of(METADATA, KEYS_MEMBER, OLD_IMAGE_MEMBER, NEW_IMAGE_MEMBER);

  /** A member of a line, and the attribute as which it is pushed. */
  private static final class Member {
    private final int bit;
    private final Text name;
    private final Text attribute;

    Member(int bit, String name, String attribute) {
      this.bit = bit;
      this.name = new Text(name);
      this.attribute = new Text(attribute);
    }
  }

  /** Text as its bytes. */
  private static final class Text {
    private final byte[] bytes;

    Text(String text) {
      bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean is(JsonString text) {
      return Arrays.equals(
          bytes, 0, bytes.length, text.bytes, text.offset, text.offset + text.length);
    }

    ValueSink of(MapSink sink) {
      return sink.attribute(bytes, 0, bytes.length);
    }

    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
  }

  private final ItemParser values = new ItemParser();
  private final JsonString text = new JsonString();
  private final DynamoNumber micros = new DynamoNumber();
  private final KeySink keys = new KeySink();
  private int seen;
  private boolean newImage;
  private boolean timed;

  @Override
  public boolean isBlank(byte[] block, int start) {
    return values.isBlank(block, start);
  }

  @Override
  public int parseLine(byte[] block, int start, MapSink change) {
    values.begin(block, start);
    text.trim();
    seen = 0;
    newImage = false;
    timed = false;
    int p = values.token(start, '{', "the line is no JSON object");
    boolean more = block[values.space(p)] != '}';
    p = more ? p : values.space(p) + 1;
    while (more) {
      p = member(block, p, change);
      p = values.space(p);
      more = block[p] == ',';
      p = more ? p + 1 : values.token(p, '}', "expected ',' or '}' behind a member of the change");
    }
    require(METADATA);
    require(KEYS_MEMBER);
    Text operation = newImage ? UPSERT_TEXT : DELETE_TEXT;
    OPERATION_NAME.of(change).string(operation.bytes, 0, operation.bytes.length);
    p = values.space(p);
    if (block[p] != '\n') {
      throw values.malformed("there is text behind the change", p);
    }
    return p + 1;
  }

  private void require(Member member) {
    if ((seen & member.bit) == 0) {
      throw new MalformedItemException("there is no member " + member.name);
    }
  }

  private int member(byte[] block, int start, MapSink change) {
    int p = name(block, start);
    Member member = known();
    if ((seen & member.bit) != 0) {
      throw new MalformedItemException("member " + member.name + " comes twice");
    }
    seen |= member.bit;
    p = values.token(p, ':', "expected ':' behind the member's name");
    if (member == METADATA) {
      return metadata(block, p, change);
    }
    return member == KEYS_MEMBER ? keys(p, change) : image(block, p, member, change);
  }

  private Member known() {
    for (Member member : MEMBERS) {
      if (member.name.is(text)) {
        return member;
      }
    }
    if (ITEM.is(text)) {
      throw new MalformedItemException(
          "a line of a full export, with \"Item\" where a change was expected");
    }
    throw new MalformedItemException(
        "unknown member \"" + ItemParser.text(text.bytes, text.offset, text.length) + '"');
  }

  private int keys(int start, MapSink change) {
    ValueSink value = KEYS_MEMBER.attribute.of(change);
    int p = values.attributes(start, "Keys", keys.begin(value.beginMap()));
    keys.requireSome();
    value.endMap();
    return p;
  }

  private int image(byte[] block, int start, Member member, MapSink change) {
    int p = values.space(start);
    if (literal(block, p, "null")) {
      return p + 4;
    }
    newImage |= member == NEW_IMAGE_MEMBER;
    ValueSink value = member.attribute.of(change);
    p = values.attributes(p, member.name.toString(), value.beginMap());
    value.endMap();
    return p;
  }

  private int metadata(byte[] block, int start, MapSink change) {
    int p = values.token(start, '{', "Metadata needs an object");
    boolean more = block[values.space(p)] != '}';
    p = more ? p : values.space(p) + 1;
    while (more) {
      p = name(block, p);
      boolean time = WRITE_TIMESTAMP_MICROS.is(text);
      p = values.token(p, ':', "expected ':' behind the member's name");
      p = time ? writeTime(block, p, change) : skip(block, p, 0);
      p = values.space(p);
      more = block[p] == ',';
      p = more ? p + 1 : values.token(p, '}', "expected ',' or '}' in Metadata");
    }
    if (!timed) {
      throw new MalformedItemException("Metadata has no " + WRITE_TIMESTAMP_MICROS);
    }
    return p;
  }

  /** As the service writes it, {@code {"N":"1"}}; as its guide prints it, "1"; or as 1. */
  private int writeTime(byte[] block, int start, MapSink change) {
    if (timed) {
      throw new MalformedItemException("member " + WRITE_TIMESTAMP_MICROS + " comes twice");
    }
    timed = true;
    int p = values.space(start);
    if (block[p] == '{') {
      p = name(block, p + 1);
      if (!N.is(text)) {
        throw noTime();
      }
      p = values.token(p, ':', "expected ':' behind the type tag");
      p = string(block, p);
      readTime(text.bytes, text.offset, text.length);
      p = values.token(p, '}', "expected '}' behind the value");
    } else if (block[p] == '"') {
      p = string(block, p);
      readTime(text.bytes, text.offset, text.length);
    } else {
      int end = p;
      while (block[end] >= '0' && block[end] <= '9') {
        end++;
      }
      readTime(block, p, end - p);
      p = end;
    }
    WRITE_TIME_NAME.of(change).number(micros);
    return p;
  }

  private void readTime(byte[] bytes, int offset, int length) {
    if (micros.read(bytes, offset, length) != null || !micros.isInt64() || micros.int64() < 0) {
      throw noTime();
    }
  }

  private static MalformedItemException noTime() {
    return new MalformedItemException(
        WRITE_TIMESTAMP_MICROS + " is no whole number of microseconds since the epoch");
  }

  /** Reads a member's name into {@link #text}; returns the index behind its closing quote. */
  private int name(byte[] block, int start) {
    return scan(block, values.token(start, '"', "expected a member name"));
  }

  private int string(byte[] block, int start) {
    return scan(block, values.token(start, '"', "expected a string"));
  }

  private int scan(byte[] block, int start) {
    int p = text.scan(block, start);
    if (p < 0) {
      throw new MalformedItemException(JsonString.reason(p));
    }
    return p;
  }

  /** Passes over any JSON value. */
  private int skip(byte[] block, int start, int depth) {
    if (depth > ItemParser.MAX_DEPTH) {
      throw new MalformedItemException("Metadata is nested deeper than " + ItemParser.MAX_DEPTH);
    }
    int p = values.space(start);
    return switch (block[p]) {
      case '"' -> scan(block, p + 1);
      case '{' -> skipMembers(block, p + 1, '}', depth);
      case '[' -> skipMembers(block, p + 1, ']', depth);
      default -> skipLiteral(block, p);
    };
  }

  private int skipMembers(byte[] block, int start, char close, int depth) {
    int p = values.space(start);
    if (block[p] == close) {
      return p + 1;
    }
    while (true) {
      if (close == '}') {
        p = values.token(name(block, p), ':', "expected ':' behind the member's name");
      }
      p = values.space(skip(block, p, depth + 1));
      if (block[p] != ',') {
        return values.token(p, close, "expected ',' or '" + close + "' in Metadata");
      }
      p++;
    }
  }

  private int skipLiteral(byte[] block, int start) {
    for (String word : new String[] {"null", "true", "false"}) {
      if (literal(block, start, word)) {
        return start + word.length();
      }
    }
    int p = start;
    while ((block[p] >= '0' && block[p] <= '9') || "+-.eE".indexOf(block[p]) >= 0) {
      p++;
    }
    if (p == start) {
      throw values.malformed("expected a JSON value", p);
    }
    return p;
  }

  private static boolean literal(byte[] block, int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      // Stops at the '\n' at the latest.
      if (block[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
