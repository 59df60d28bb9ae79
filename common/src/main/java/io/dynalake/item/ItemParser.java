package io.dynalake.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A strict, streaming, byte-level parser of lines {@code {"Item":{…}}} of a full export in
 * DYNAMODB_JSON. White space between tokens is tolerated, as is an item without the {@code Item}
 * around it.
 *
 * <p>Reasons of refusals name the attribute's path and hold no values.
 */
public final class ItemParser extends LineParser {
  /** Values nested deeper are malformed; DynamoDB allows 32 levels. */
  public static final int MAX_DEPTH = 64;

  /** DynamoDB's limit, in bytes of UTF-8. */
  public static final int MAX_NAME = 65535;

  /** Characters of a name that a reason shows. */
  static final int SHOWN = 60;

  // The usual spellings, as little-endian words; '?' is left out of the comparison.
  private static final long ITEM = word("{\"Item\":");
  private static final long TAG_1 = word("{\"\0\":\0\0\0"); // {"?":
  private static final long MASK_1 = 0x000000FFFF00FFFFL;
  private static final long TAG_2 = word("{\"\0\0\":\0\0"); // {"??":
  private static final long MASK_2 = 0x0000FFFF0000FFFFL;
  private static final long BOOL_TAG = word("{\"BOOL\":");
  private static final long NULL_TAG = word("{\"NULL\":");
  private static final int TRUE = (int) word("true\0\0\0\0");
  private static final int FALSE_START = (int) word("fals\0\0\0\0");

  // Tags as ints: of one letter, that; of two, their bytes and a mark, lest "S\0" pass for "S".
  private static final int TWO_LETTERS = 1 << 16;
  private static final int SS = TWO_LETTERS | 'S' | 'S' << 8;
  private static final int NS = TWO_LETTERS | 'N' | 'S' << 8;
  private static final int BS = TWO_LETTERS | 'B' | 'S' << 8;
  private static final int BOOL = 1 << 17;
  private static final int NULL = 1 << 18;

  private static final Set<String> TAGS =
      Set.of("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS");
  private static final Set<String> INCREMENTAL = Set.of("Metadata", "Keys", "OldImage", "NewImage");

  private final JsonString string = new JsonString();
  private final Base64Decoder base64 = new Base64Decoder();
  private final DynamoNumber number = new DynamoNumber();
  private final DistinctBytes elements = new DistinctBytes();
  private final byte[] numberText = new byte[DynamoNumber.MAX_TEXT_LENGTH];

  /** Where the current name of each map around the value begins, or -1: for reasons. */
  private final int[] names = new int[MAX_DEPTH + 1];

  /** L and M values around the current one. */
  private int level;

  private byte[] block = new byte[0];
  private int lineStart;

  @Override
  public int parseLine(byte[] block, int start, MapSink item) {
    begin(block, start);
    int p = start;
    if ((long) JsonString.LONG.get(block, p) == ITEM && block[p + Long.BYTES] == '{') {
      p = map(p + Long.BYTES + 1, item);
      p = block[p] == '}' ? p + 1 : endOfLine(p);
    } else {
      p = unusualLine(p, item);
    }
    if (block[p] != '\n') {
      p = space(p);
      if (block[p] != '\n') {
        names[0] = -1;
        throw malformed("there is text behind the item", p);
      }
    }
    return p + 1;
  }

  @Override
  public boolean isBlank(byte[] block, int start) {
    int p = start;
    while (block[p] == ' ' || block[p] == '\t' || block[p] == '\r') {
      p++;
    }
    return block[p] == '\n';
  }

  /** Begins a line. */
  void begin(byte[] block, int start) {
    this.block = block;
    lineStart = start;
    level = 0;
    names[0] = -1;
    // Very long values are exceptions; what they needed is not kept for the rest of the file.
    string.trim();
    base64.trim();
    elements.clear();
  }

  /** Parses a member that is an object of attributes; returns the index behind it. */
  int attributes(int start, String member, MapSink sink) {
    int p = map(token(start, '{', member + " needs an object"), sink);
    names[0] = -1;
    return p;
  }

  /** Parses the attributes behind a '{'; returns the index behind the '}'. */
  private int map(int start, MapSink sink) {
    byte[] b = block;
    int p = start;
    if (b[p] <= ' ') {
      p = space(p);
    }
    if (b[p] == '}') {
      return p + 1;
    }
    while (true) {
      if (b[p] != '"') {
        throw noName(p);
      }
      int name = p + 1;
      ValueSink value = sink.expected(b, name);
      if (value != null) {
        names[level] = name;
        p = name + sink.expectedLength() + 1;
      } else {
        p = string.scan(b, name);
        if (p < 0) {
          throw noName(p);
        }
        names[level] = name;
        int length = string.length;
        if (length == 0 || length > MAX_NAME) {
          throw nameLength(length);
        }
        value = sink.attribute(string.bytes, string.offset, length);
      }
      p = b[p] == ':' ? p + 1 : token(p, ':', "expected ':' behind the attribute name");
      p = value(p, value);
      byte c = b[p];
      if (c <= ' ') {
        p = space(p);
        c = b[p];
      }
      p++;
      if (c == '}') {
        return p;
      }
      if (c != ',') {
        throw malformed("expected ',' or '}' behind the attribute's value", p - 1);
      }
      if (b[p] <= ' ') {
        p = space(p);
      }
    }
  }

  /** Parses {@code {"tag":value}}; returns the index behind it. */
  private int value(int start, ValueSink sink) {
    byte[] b = block;
    int p = start;
    long word = (long) JsonString.LONG.get(b, p);
    int tag;
    if ((word & MASK_1) == TAG_1) {
      tag = (int) (word >>> 16) & 0xFF;
      p += 5;
    } else if ((word & MASK_2) == TAG_2) {
      tag = TWO_LETTERS | ((int) (word >>> 16) & 0xFFFF);
      p += 6;
    } else if (word == BOOL_TAG) {
      tag = BOOL;
      p += 8;
    } else if (word == NULL_TAG) {
      tag = NULL;
      p += 8;
    } else {
      p = unusualTag(p);
      tag = tagRead();
    }
    switch (tag) {
      case 'S' -> {
        p = quoted(p, "S");
        sink.string(string.bytes, string.offset, string.length);
      }
      case 'N' -> {
        p = number(p, "N");
        sink.number(number);
      }
      case 'M' -> {
        p = b[p] == '{' ? p + 1 : token(p, '{', "M needs an object");
        enter();
        p = map(p, sink.beginMap());
        level--;
        sink.endMap();
      }
      case 'L' -> {
        p = b[p] == '[' ? p + 1 : token(p, '[', "L needs an array");
        enter();
        p = list(p, sink.beginList());
        level--;
        sink.endList();
      }
      case BOOL -> {
        p = b[p] <= ' ' ? space(p) : p;
        int literal = (int) JsonString.INT.get(b, p);
        if (literal == TRUE) {
          sink.bool(true);
          p += 4;
        } else if (literal == FALSE_START && b[p + 4] == 'e') {
          sink.bool(false);
          p += 5;
        } else {
          throw malformed("BOOL needs true or false", p);
        }
      }
      case NULL -> {
        p = b[p] <= ' ' ? space(p) : p;
        if ((int) JsonString.INT.get(b, p) != TRUE) {
          throw malformed("NULL needs true", p);
        }
        sink.nullValue();
        p += 4;
      }
      case 'B' -> {
        p = binary(p, "B");
        sink.binary(base64.bytes, 0, base64.length);
      }
      case SS -> p = set(p, sink, AttributeType.SS);
      case NS -> p = set(p, sink, AttributeType.NS);
      case BS -> p = set(p, sink, AttributeType.BS);
      default -> throw unknownTag(start);
    }
    return b[p] == '}' ? p + 1 : endOfValue(p);
  }

  private int list(int start, ValueSink sink) {
    byte[] b = block;
    int p = b[start] <= ' ' ? space(start) : start;
    if (b[p] == ']') {
      return p + 1;
    }
    while (true) {
      p = value(p, sink);
      byte c = b[p];
      if (c <= ' ') {
        p = space(p);
        c = b[p];
      }
      p++;
      if (c == ']') {
        return p;
      }
      if (c != ',') {
        throw malformed("expected ',' or ']' in the list", p - 1);
      }
    }
  }

  private int set(int start, ValueSink sink, AttributeType type) {
    byte[] b = block;
    String tag = type.name();
    int p = b[start] == '[' ? start + 1 : token(start, '[', tag + " needs an array");
    p = space(p);
    if (b[p] == ']') {
      throw malformed(tag + " is empty; a set has at least one element");
    }
    elements.clear();
    ValueSink element = sink.beginSet(type);
    while (true) {
      boolean added;
      if (type == AttributeType.SS) {
        p = quoted(p, tag);
        added = elements.add(string.bytes, string.offset, string.length);
        element.string(string.bytes, string.offset, string.length);
      } else if (type == AttributeType.NS) {
        p = number(p, tag);
        added = elements.add(numberText, 0, number.writeText(numberText, 0));
        element.number(number);
      } else {
        p = binary(p, tag);
        added = elements.add(base64.bytes, 0, base64.length);
        element.binary(base64.bytes, 0, base64.length);
      }
      if (!added) {
        throw malformed(tag + " has equal elements");
      }
      p = space(p);
      byte c = b[p++];
      if (c == ']') {
        sink.endSet();
        return p;
      }
      if (c != ',') {
        throw malformed("expected ',' or ']' in the set", p - 1);
      }
    }
  }

  /** Reads the string of a value into {@link #string}. */
  private int quoted(int start, String tag) {
    int p = block[start] == '"' ? start + 1 : openQuote(start, tag);
    p = string.scan(block, p);
    if (p < 0) {
      throw malformed(tag + ": " + JsonString.reason(p));
    }
    return p;
  }

  private int number(int start, String tag) {
    int p = quoted(start, tag);
    String reason = number.read(string.bytes, string.offset, string.length);
    if (reason != null) {
      throw malformed(tag + ": " + reason);
    }
    return p;
  }

  private int binary(int start, String tag) {
    int p = quoted(start, tag);
    if (!base64.decode(string.bytes, string.offset, string.length)) {
      throw malformed(tag + ": not padded base64 of the standard alphabet");
    }
    return p;
  }

  private void enter() {
    if (level == MAX_DEPTH) {
      throw malformed("nested deeper than " + MAX_DEPTH + " levels");
    }
    names[++level] = -1;
  }

  /** Skips the white space of JSON but '\n', which ends the line. */
  int space(int start) {
    int p = start;
    while (block[p] == ' ' || block[p] == '\t' || block[p] == '\r') {
      p++;
    }
    return p;
  }

  // From here on: what exports by AWS do not contain, away from the hot methods to keep them small.

  /** Skips white space and one character; returns the index behind it. */
  int token(int start, char expected, String complaint) {
    int p = space(start);
    if (block[p] != expected) {
      throw malformed(complaint, p);
    }
    return p + 1;
  }

  private int openQuote(int start, String tag) {
    return token(start, '"', tag.length() == 2 ? tag + " needs strings" : tag + " needs a string");
  }

  private int unusualLine(int start, MapSink item) {
    int p = token(start, '{', "the line is no JSON object");
    int members = p;
    p = space(p);
    if (block[p] == '}') {
      throw malformed("there is no member Item");
    }
    p = string.scan(block, token(p, '"', "expected a member name"));
    if (p < 0) {
      throw malformed("member name: " + JsonString.reason(p));
    }
    String first = text(string.bytes, string.offset, string.length);
    if (first.equals("Item")) {
      p = token(p, ':', "expected ':' behind \"Item\"");
      p = map(token(p, '{', "Item needs an object"), item);
      return endOfLine(p);
    }
    try {
      return map(members, item);
    } catch (MalformedItemException e) {
      if (INCREMENTAL.contains(first)) {
        throw new MalformedItemException(
            "a line of an incremental export, with \"" + first + "\" where \"Item\" was expected");
      }
      throw new MalformedItemException("no member Item, and not an item itself: " + e.reason());
    }
  }

  /** Takes the last '}' of a line, behind that of the item. */
  private int endOfLine(int start) {
    names[0] = -1;
    int p = space(start);
    if (block[p] == ',') {
      p = string.scan(block, token(p + 1, '"', "expected a member name"));
      throw malformed(
          p < 0
              ? "member name: " + JsonString.reason(p)
              : "unknown member \""
                  + text(string.bytes, string.offset, string.length)
                  + "\" beside Item");
    }
    return token(p, '}', "expected '}' behind the item");
  }

  private int endOfValue(int start) {
    int p = space(start);
    if (block[p] == ',') {
      throw malformed("more than one type tag");
    }
    return token(p, '}', "expected '}' behind the value");
  }

  /** Reads the tag, however it is spelled, into {@link #string}; returns the index of its value. */
  private int unusualTag(int start) {
    int p = token(start, '{', "expected an attribute value {\"type\":…}");
    p = space(p);
    if (block[p] == '}') {
      throw malformed("no type tag");
    }
    p = string.scan(block, token(p, '"', "expected a type tag"));
    if (p < 0) {
      throw malformed("type tag: " + JsonString.reason(p));
    }
    return token(p, ':', "expected ':' behind the type tag");
  }

  /** The tag in {@link #string} as an int like {@link #BOOL}; 0 if it is none. */
  private int tagRead() {
    return switch (text(string.bytes, string.offset, string.length)) {
      case "S" -> 'S';
      case "N" -> 'N';
      case "B" -> 'B';
      case "M" -> 'M';
      case "L" -> 'L';
      case "SS" -> SS;
      case "NS" -> NS;
      case "BS" -> BS;
      case "BOOL" -> BOOL;
      case "NULL" -> NULL;
      default -> 0;
    };
  }

  private MalformedItemException unknownTag(int value) {
    unusualTag(value);
    String tag = text(string.bytes, string.offset, string.length);
    String upper = tag.equals("nULLValue") ? "NULL" : tag.toUpperCase(Locale.ROOT);
    return TAGS.contains(upper)
        ? malformed(
            "type tag \"%s\" is of the older Data Pipeline format; DYNAMODB_JSON has \"%s\""
                .formatted(tag, upper))
        : malformed("unknown type tag \"" + tag + '"');
  }

  /** For {@code at} negative, the reason why the name is no string. */
  private MalformedItemException noName(int at) {
    // The attribute before is not to blame.
    names[level] = -1;
    return at < 0
        ? malformed("attribute name: " + JsonString.reason(at))
        : malformed("expected an attribute name", at);
  }

  private MalformedItemException nameLength(int length) {
    if (length == 0) {
      names[level] = -1;
      return malformed("empty attribute name");
    }
    return malformed("attribute name of " + length + " bytes; at most 65535 are allowed");
  }

  MalformedItemException malformed(String complaint, int at) {
    return malformed(
        block[at] == '\n'
            ? complaint + ", but the line ends"
            : complaint + ", at byte " + (at - lineStart + 1) + " of the line");
  }

  private MalformedItemException malformed(String complaint) {
    String path = path();
    return new MalformedItemException(
        path.isEmpty() ? complaint : "attribute \"" + path + "\": " + complaint);
  }

  /** The innermost names around the current value, as many as are short. */
  private String path() {
    StringBuilder path = new StringBuilder();
    JsonString name = new JsonString();
    for (int i = level; i >= 0; i--) {
      if (names[i] < 0) {
        continue;
      }
      name.scan(block, names[i]);
      String text = text(name.bytes, name.offset, name.length);
      if (path.length() > 0 && path.length() + text.length() > SHOWN) {
        return path.insert(0, "….").toString();
      }
      path.insert(0, path.length() > 0 ? text + '.' : text);
    }
    return path.toString();
  }

  /** A name for a reason: cut to {@link #SHOWN} characters, in one printable line. */
  public static String shown(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return text(utf8, 0, utf8.length);
  }

  /** The same of a name in UTF-8. */
  static String text(byte[] bytes, int offset, int length) {
    // Four bytes per character at most.
    String text =
        new String(bytes, offset, Math.min(length, 4 * SHOWN + 4), StandardCharsets.UTF_8);
    int[] shown =
        text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c).limit(SHOWN + 1L).toArray();
    return shown.length <= SHOWN
        ? new String(shown, 0, shown.length)
        : new String(Arrays.copyOf(shown, SHOWN), 0, SHOWN) + '…';
  }

  static long word(String text) {
    return (long) JsonString.LONG.get(text.getBytes(StandardCharsets.US_ASCII), 0);
  }
}
