package io.dynalake.item;

import io.dynalake.item.ChangeMembers.Member;

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

  private static final ChangeMembers.Text N = new ChangeMembers.Text("N");

  private final ItemParser values = new ItemParser();
  private final JsonString text = new JsonString();
  private final DynamoNumber micros = new DynamoNumber();
  private final KeySink keys = new KeySink();
  private final ChangeMembers members = new ChangeMembers();

  @Override
  public boolean isBlank(byte[] block, int start) {
    return values.isBlank(block, start);
  }

  @Override
  public int parseLine(byte[] block, int start, MapSink change) {
    values.begin(block, start);
    text.trim();
    members.begin();
    int p = values.token(start, '{', "the line is no JSON object");
    boolean more = block[values.space(p)] != '}';
    p = more ? p : values.space(p) + 1;
    while (more) {
      p = member(block, p, change);
      p = values.space(p);
      more = block[p] == ',';
      p = more ? p + 1 : values.token(p, '}', "expected ',' or '}' behind a member of the change");
    }
    members.end(change);
    p = values.space(p);
    if (block[p] != '\n') {
      throw values.malformed("there is text behind the change", p);
    }
    return p + 1;
  }

  private int member(byte[] block, int start, MapSink change) {
    int p = name(block, start);
    Member member = members.take(text.bytes, text.offset, text.length);
    p = values.token(p, ':', "expected ':' behind the member's name");
    if (member == ChangeMembers.METADATA) {
      return metadata(block, p, change);
    }
    return member == ChangeMembers.KEYS ? keys(p, change) : image(block, p, member, change);
  }

  private int keys(int start, MapSink change) {
    ValueSink value = ChangeMembers.KEYS.of(change);
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
    ValueSink value = members.image(member, change);
    p = values.attributes(p, member.toString(), value.beginMap());
    value.endMap();
    return p;
  }

  private int metadata(byte[] block, int start, MapSink change) {
    int p = values.token(start, '{', "Metadata needs an object");
    boolean more = block[values.space(p)] != '}';
    p = more ? p : values.space(p) + 1;
    while (more) {
      p = name(block, p);
      boolean time = ChangeMembers.WRITE_TIMESTAMP_MICROS.is(text.bytes, text.offset, text.length);
      p = values.token(p, ':', "expected ':' behind the member's name");
      p = time ? writeTime(block, p, change) : skip(block, p, 0);
      p = values.space(p);
      more = block[p] == ',';
      p = more ? p + 1 : values.token(p, '}', "expected ',' or '}' in Metadata");
    }
    members.requireTime();
    return p;
  }

  /** As the service writes it, {@code {"N":"1"}}; as its guide prints it, "1"; or as 1. */
  private int writeTime(byte[] block, int start, MapSink change) {
    members.timed();
    int p = values.space(start);
    if (block[p] == '{') {
      p = name(block, p + 1);
      if (!N.is(text.bytes, text.offset, text.length)) {
        throw ChangeMembers.noTime();
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
    members.writeTime(micros, change);
    return p;
  }

  private void readTime(byte[] bytes, int offset, int length) {
    if (micros.read(bytes, offset, length) != null) {
      throw ChangeMembers.noTime();
    }
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
