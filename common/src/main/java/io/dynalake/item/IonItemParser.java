package io.dynalake.item;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A strict, streaming, byte-level parser of lines <code>$ion_1_0 {Item:{…}}</code> of a full export
 * in ION, as strict as {@link ItemParser}. It reads the Ion text that DynamoDB and the writers of
 * ion-java make, with white space between tokens, field names in any quotes, integers, typed nulls,
 * and floats that are exact. It refuses what no item holds, and spellings that no writer chooses:
 * comments, strings in three quotes, integers in other bases or with underscores, and all that
 * needs a symbol table. One instance per thread.
 *
 * <p>Not by ion-java: its reader takes 12 times as long once it is compiled, and much longer
 * before.
 *
 * <p>Reasons of refusals name the attribute's path and hold no values.
 */
public final class IonItemParser extends LineParser {
  // The usual spellings, as little-endian words; '?' is left out of the comparison.
  private static final long VERSION = ItemParser.word("$ion_1_0");
  private static final long ITEM = ItemParser.word("{Item:{\0");
  private static final long MASK_7 = 0x00FFFFFFFFFFFFFFL;
  private static final long SET = ItemParser.word("$dynamod");
  private static final long SET_REST = ItemParser.word("b_\0S::[\0"); // b_?S::[
  private static final long SET_MASK = 0x00FFFFFFFF00FFFFL;
  private static final int TRUE = (int) ItemParser.word("true\0\0\0\0");
  private static final int FALSE_START = (int) ItemParser.word("fals\0\0\0\0");
  private static final int NULL = (int) ItemParser.word("null\0\0\0\0");
  private static final int NAN = (int) ItemParser.word("nan\0\0\0\0\0");
  private static final int MASK_3 = 0x00FFFFFF;
  private static final int BINARY_MARKER = 0xE0;

  private static final Set<String> INCREMENTAL =
      Set.of("Record", "Metadata", "Keys", "OldImage", "NewImage");
  private static final Set<String> NULL_TYPES =
      Set.of(
          "null",
          "bool",
          "int",
          "float",
          "decimal",
          "timestamp",
          "string",
          "symbol",
          "blob",
          "clob",
          "struct",
          "list",
          "sexp");

  private final IonPlace place = new IonPlace();
  private final IonScalars scalars = new IonScalars(place);
  private final IonString string = scalars.string;
  private final DistinctBytes elements = new DistinctBytes();
  private final byte[] numberText = new byte[DynamoNumber.MAX_TEXT_LENGTH];

  @Override
  public int parseLine(byte[] block, int start, MapSink item) {
    begin(block, start);
    int p = block[start] == ' ' ? start + 1 : start;
    if ((long) JsonString.LONG.get(block, p) == VERSION && block[p + Long.BYTES] == ' ') {
      p += Long.BYTES + 1;
    }
    p =
        ((long) JsonString.LONG.get(block, p) & MASK_7) == ITEM
            ? map(p + 7, item)
            : unusualLine(start, item);
    p = endOfItem(p);
    if (block[p] != '\n') {
      throw place.malformedMap("there is text behind the item", p);
    }
    return p + 1;
  }

  private void begin(byte[] block, int start) {
    place.beginLine(block, start);
    // Very long values are exceptions; what they needed is not kept for the rest of the file.
    scalars.trim();
    elements.clear();
  }

  /** A version marker alone is nothing, too. */
  @Override
  public boolean isBlank(byte[] block, int start) {
    int p = IonPlace.space(block, start);
    if ((long) JsonString.LONG.get(block, p) == VERSION) {
      p = IonPlace.space(block, p + Long.BYTES);
    }
    return block[p] == '\n';
  }

  /** Parses the attributes behind a '{'; returns the index behind the '}'. */
  private int map(int start, MapSink sink) {
    byte[] b = place.block;
    int p = IonPlace.space(b, start);
    while (b[p] != '}') {
      int end = name(p);
      ValueSink value = sink.attribute(string.bytes, string.offset, string.length);
      p = b[end] == ':' ? end + 1 : colon(end);
      p = value(p, value);
      byte c = b[p];
      if (c <= ' ') {
        p = IonPlace.space(b, p);
        c = b[p];
      }
      if (c == ',') {
        p++;
        if (b[p] <= ' ') {
          p = IonPlace.space(b, p);
        }
      } else if (c != '}') {
        throw place.malformed("expected ',' or '}' behind the attribute's value", p);
      }
    }
    return p + 1;
  }

  /** Reads an attribute's name into {@link #string}; returns the index behind it. */
  private int name(int start) {
    byte[] b = place.block;
    int end = IonPlace.identifierEnd(b, start);
    if (end > start) {
      string.bytes = b;
      string.offset = start;
      string.length = end - start;
      // '$' and digits are below letters.
      if (b[start] <= '9' || isKeyword(start, string.length)) {
        requireSymbol(start);
      }
    } else {
      end = quotedName(start);
    }
    place.names[place.level] = start;
    if (string.length > ItemParser.MAX_NAME) {
      throw place.malformed(
          "attribute name of " + string.length + " bytes; at most 65535 are allowed");
    }
    return end;
  }

  private boolean isKeyword(int start, int length) {
    int word = (int) JsonString.INT.get(place.block, start);
    return switch (length) {
      case 3 -> (word & MASK_3) == NAN;
      case 4 -> word == NULL || word == TRUE;
      case 5 -> word == FALSE_START && place.block[start + 4] == 'e';
      default -> false;
    };
  }

  /** Parses a value; returns the index behind it. */
  private int value(int start, ValueSink sink) {
    byte[] b = place.block;
    int p = b[start] <= ' ' ? IonPlace.space(b, start) : start;
    switch (b[p]) {
      case '"' -> {
        p = scalars.quoted(p, "S");
        sink.string(string.bytes, string.offset, string.length);
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        p = scalars.number(p, "N");
        sink.number(scalars.number);
      }
      case '{' -> {
        if (b[p + 1] == '{') {
          p = scalars.binary(p, "B");
          sink.binary(scalars.base64.bytes, 0, scalars.base64.length);
        } else {
          place.enter();
          p = map(p + 1, sink.beginMap());
          place.level--;
          sink.endMap();
        }
      }
      case '[' -> {
        place.enter();
        p = list(p + 1, sink.beginList());
        place.level--;
        sink.endList();
      }
      case '$', '\'' -> p = annotated(p, sink);
      default -> p = literal(p, sink);
    }
    return p;
  }

  private int literal(int p, ValueSink sink) {
    byte[] b = place.block;
    int word = (int) JsonString.INT.get(b, p);
    if (word == TRUE && !IonPlace.isIdentifier(b[p + 4])) {
      sink.bool(true);
      return p + 4;
    }
    if (word == FALSE_START && b[p + 4] == 'e' && !IonPlace.isIdentifier(b[p + 5])) {
      sink.bool(false);
      return p + 5;
    }
    if (word == NULL && !IonPlace.isIdentifier(b[p + 4])) {
      int end = b[p + 4] == '.' ? typedNull(p + 5) : p + 4;
      sink.nullValue();
      return end;
    }
    throw noValue(p);
  }

  private int list(int start, ValueSink sink) {
    byte[] b = place.block;
    int p = IonPlace.space(b, start);
    while (b[p] != ']') {
      p = IonPlace.space(b, value(p, sink));
      if (b[p] == ',') {
        p = IonPlace.space(b, p + 1);
      } else if (b[p] != ']') {
        throw place.malformed("expected ',' or ']' in the list", p);
      }
    }
    return p + 1;
  }

  /** Parses {@code $dynamodb_SS::["a","b"]} and its like. */
  private int annotated(int start, ValueSink sink) {
    byte[] b = place.block;
    if ((long) JsonString.LONG.get(b, start) == SET
        && ((long) JsonString.LONG.get(b, start + Long.BYTES) & SET_MASK) == SET_REST) {
      AttributeType type = setType(b[start + Long.BYTES + 2]);
      if (type != null) {
        return set(start + 2 * Long.BYTES - 1, sink, type);
      }
    }
    return unusualSet(start, sink);
  }

  private static @Nullable AttributeType setType(byte letter) {
    return switch (letter) {
      case 'S' -> AttributeType.SS;
      case 'N' -> AttributeType.NS;
      case 'B' -> AttributeType.BS;
      default -> null;
    };
  }

  private int set(int start, ValueSink sink, AttributeType type) {
    byte[] b = place.block;
    String tag = type.name();
    int p = IonPlace.space(b, start);
    if (b[p] == ']') {
      throw place.malformed(tag + " is empty; a set has at least one element");
    }
    elements.clear();
    ValueSink element = sink.beginSet(type);
    while (b[p] != ']') {
      boolean added;
      if (type == AttributeType.SS) {
        p = scalars.quoted(p, tag);
        added = elements.add(string.bytes, string.offset, string.length);
        element.string(string.bytes, string.offset, string.length);
      } else if (type == AttributeType.NS) {
        p = scalars.number(p, tag);
        added = elements.add(numberText, 0, scalars.number.writeText(numberText, 0));
        element.number(scalars.number);
      } else {
        p = scalars.binary(p, tag);
        added = elements.add(scalars.base64.bytes, 0, scalars.base64.length);
        element.binary(scalars.base64.bytes, 0, scalars.base64.length);
      }
      if (!added) {
        throw place.malformed(tag + " has equal elements");
      }
      p = IonPlace.space(b, p);
      if (b[p] == ',') {
        p = IonPlace.space(b, p + 1);
      } else if (b[p] != ']') {
        throw place.malformed("expected ',' or ']' in the set", p);
      }
    }
    sink.endSet();
    return p + 1;
  }

  /** Takes the last '}' of a line, behind that of the item, and what is blank behind it. */
  private int endOfItem(int start) {
    byte[] b = place.block;
    if (b[start] != '}') {
      place.names[0] = -1;
      int p = IonPlace.space(b, start);
      if (b[p] == ',') {
        p = IonPlace.space(b, p + 1);
        if (b[p] != '}') {
          name(p);
          place.names[0] = -1;
          throw place.malformed("unknown member \"" + shownName() + "\" beside Item");
        }
      }
      return IonPlace.space(b, place.token(p, '}', "expected '}' behind the item"));
    }
    return b[start + 1] == '\n' ? start + 1 : IonPlace.space(b, start + 1);
  }

  // From here on: what exports by AWS do not contain, away from the hot methods to keep them small.

  /**
   * Parses a line that is one struct, of whatever members.
   *
   * @return the index behind the line's '\n'
   */
  int parseStruct(byte[] block, int start, MapSink sink) {
    begin(block, start);
    int p = IonPlace.space(block, map(struct(start), sink));
    if (block[p] != '\n') {
      throw place.malformedMap("there is text behind the struct", p);
    }
    return p + 1;
  }

  /** Takes the version marker and the '{' of a line; returns the index behind them. */
  private int struct(int start) {
    byte[] b = place.block;
    int p = IonPlace.space(b, start);
    while ((long) JsonString.LONG.get(b, p) == VERSION
        && !IonPlace.isIdentifier(b[p + Long.BYTES])) {
      p = IonPlace.space(b, p + Long.BYTES);
    }
    if (b[p] == '$') {
      throw place.malformed(
          "expected a struct behind $ion_1_0; other versions of Ion, symbol tables and annotations"
              + " are not read",
          p);
    }
    if ((b[p] & 0xFF) == BINARY_MARKER) {
      throw place.malformed("binary Ion; exports of DynamoDB hold text");
    }
    if (b[p] != '{' || b[p + 1] == '{') {
      throw place.malformed("the line is no Ion struct", p);
    }
    return p + 1;
  }

  /** Parses what is before the item's attributes, and them; returns the index behind their '}'. */
  private int unusualLine(int start, MapSink item) {
    byte[] b = place.block;
    int p = IonPlace.space(b, struct(start));
    if (b[p] == '}') {
      throw place.malformed("there is no member Item");
    }
    int end = name(p);
    place.names[0] = -1;
    String first = shownName();
    if (INCREMENTAL.contains(first)) {
      throw new MalformedItemException(
          "a line of an incremental export, with \"" + first + "\" where \"Item\" was expected");
    }
    if (!first.equals("Item")) {
      throw new MalformedItemException("there is no member Item, but \"" + first + '"');
    }
    p = place.token(end, ':', "expected ':' behind \"Item\"");
    p = place.token(p, '{', "Item needs a struct");
    if (b[p] == '{') {
      throw place.malformed("Item needs a struct", p);
    }
    return map(p, item);
  }

  private String shownName() {
    return ItemParser.text(string.bytes, string.offset, string.length);
  }

  private int colon(int start) {
    return place.token(start, ':', "expected ':' behind the attribute name");
  }

  /** Reads a name in quotes into {@link #string}; returns the index behind it. */
  private int quotedName(int start) {
    byte[] b = place.block;
    byte quote = b[start];
    if (quote != '\'' && quote != '"') {
      throw place.malformedMap("expected an attribute name", start);
    }
    int end = string.scan(b, start + 1, (char) quote);
    if (end < 0) {
      place.names[place.level] = -1;
      throw place.malformed("attribute name: " + JsonString.reason(end));
    }
    if (string.length == 0) {
      place.names[place.level] = -1;
      throw place.malformed("empty attribute name");
    }
    return end;
  }

  /** Refuses what is no symbol without quotes: numbers, references to symbols, keywords. */
  private void requireSymbol(int start) {
    byte[] b = place.block;
    if (IonPlace.isDigit(b[start])) {
      throw place.malformedMap("expected an attribute name", start);
    }
    int p = start + 1;
    while (IonPlace.isDigit(b[p])) {
      p++;
    }
    int end = start + string.length;
    if (b[start] == '$' && p == end && p > start + 1) {
      throw place.malformedMap("a reference into a symbol table as attribute name", start);
    }
    if (b[start] != '$') {
      throw place.malformedMap("a keyword as attribute name needs quotes", start);
    }
  }

  /** Reads the type of a null; returns the index behind it. */
  private int typedNull(int start) {
    int end = IonPlace.identifierEnd(place.block, start);
    if (!NULL_TYPES.contains(ItemParser.text(place.block, start, end - start))) {
      throw place.malformed("null of a type that Ion does not have", start);
    }
    return end;
  }

  /** A set whose annotation is in quotes, or has white space behind it. */
  private int unusualSet(int start, ValueSink sink) {
    byte[] b = place.block;
    int end;
    if (b[start] == '\'') {
      end = string.scan(b, start + 1, '\'');
      if (end < 0) {
        throw place.malformed("annotation: " + JsonString.reason(end));
      }
    } else {
      end = IonPlace.identifierEnd(b, start);
      string.bytes = b;
      string.offset = start;
      string.length = end - start;
    }
    String annotation = shownName();
    int p = IonPlace.space(b, end);
    if (b[p] != ':' || b[p + 1] != ':') {
      throw place.malformed("a symbol; no DynamoDB value is one", start);
    }
    for (AttributeType type : AttributeType.values()) {
      if (type.isSet() && annotation.equals("$dynamodb_" + type)) {
        return set(place.token(p + 2, '[', type + " needs a list"), sink, type);
      }
    }
    throw place.malformed("an annotation other than $dynamodb_SS, _NS and _BS", start);
  }

  private MalformedItemException noValue(int p) {
    byte c = place.block[p];
    if (c == '(') {
      return place.malformed("an S-expression; no DynamoDB value is one", p);
    }
    if (c == '/') {
      return place.malformed("comments are not read", p);
    }
    return IonPlace.isIdentifier(c) || c == '+'
        ? place.malformed("a symbol, an unknown annotation or a special float", p)
        : place.malformed("expected a value", p);
  }
}
