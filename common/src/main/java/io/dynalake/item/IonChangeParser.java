package io.dynalake.item;

import io.dynalake.item.ChangeMembers.Member;

/**
 * A strict parser of changes in Ion, pushed as {@link ChangeParser} pushes them. Of the shapes that
 * are told of it takes all: the members in a struct {@code Record} or in none, and the time of
 * writing as a number, a string or {@code {N:1.}}.
 */
public final class IonChangeParser extends LineParser {
  private static final ChangeMembers.Text RECORD = new ChangeMembers.Text("Record");
  private static final ChangeMembers.Text N = new ChangeMembers.Text("N");

  private final IonItemParser values = new IonItemParser();
  private final ChangeMembers members = new ChangeMembers();
  private final KeySink keys = new KeySink();
  private final DynamoNumber micros = new DynamoNumber();
  private final StructSink record = new RecordSink();
  private final StructSink metadata = new MetadataSink();
  private final StructSink keyStruct = new KeysSink();
  private final ImageSink image = new ImageSink();
  private final TimeSink time = new TimeSink();
  private MapSink change = SkipSink.INSTANCE;
  private boolean recorded;
  private boolean outside;

  @Override
  public boolean isBlank(byte[] block, int start) {
    return values.isBlank(block, start);
  }

  @Override
  public int parseLine(byte[] block, int start, MapSink sink) {
    change = sink;
    recorded = false;
    outside = false;
    members.begin();
    int next = values.parseStruct(block, start, this::lineMember);
    members.end(sink);
    return next;
  }

  /** Of the line itself, which may hold the record and then nothing else. */
  private ValueSink lineMember(byte[] name, int offset, int length) {
    if (recorded || (outside && RECORD.is(name, offset, length))) {
      throw new MalformedItemException("there is something beside Record");
    }
    if (RECORD.is(name, offset, length)) {
      recorded = true;
      return record;
    }
    outside = true;
    return member(name, offset, length);
  }

  private ValueSink member(byte[] name, int offset, int length) {
    Member member = members.take(name, offset, length);
    if (member == ChangeMembers.METADATA) {
      return metadata;
    }
    return member == ChangeMembers.KEYS ? keyStruct : image.of(member);
  }

  private ValueSink metadataMember(byte[] name, int offset, int length) {
    if (ChangeMembers.WRITE_TIMESTAMP_MICROS.is(name, offset, length)) {
      members.timed();
      return time;
    }
    return SkipSink.INSTANCE;
  }

  private final class RecordSink extends StructSink {
    RecordSink() {
      super("Record");
    }

    @Override
    public MapSink beginMap() {
      return IonChangeParser.this::member;
    }

    @Override
    public void endMap() {}
  }

  private final class MetadataSink extends StructSink {
    MetadataSink() {
      super("Metadata");
    }

    @Override
    public MapSink beginMap() {
      return IonChangeParser.this::metadataMember;
    }

    @Override
    public void endMap() {
      members.requireTime();
    }
  }

  private final class KeysSink extends StructSink {
    private ValueSink value = SkipSink.INSTANCE;

    KeysSink() {
      super("Keys");
    }

    @Override
    public MapSink beginMap() {
      value = ChangeMembers.KEYS.of(change);
      return keys.begin(value.beginMap());
    }

    @Override
    public void endMap() {
      keys.requireSome();
      value.endMap();
    }
  }

  private final class ImageSink extends StructSink {
    private Member member = ChangeMembers.NEW_IMAGE;
    private ValueSink value = SkipSink.INSTANCE;

    ImageSink() {
      super("an image");
    }

    ImageSink of(Member newMember) {
      member = newMember;
      return this;
    }

    /** As if it were not there. */
    @Override
    public void nullValue() {}

    @Override
    public MapSink beginMap() {
      value = members.image(member, change);
      return value.beginMap();
    }

    @Override
    public void endMap() {
      value.endMap();
    }
  }

  private final class TimeSink extends StructSink {
    private boolean inStruct;
    private boolean given;

    TimeSink() {
      super(ChangeMembers.WRITE_TIMESTAMP_MICROS.toString());
    }

    @Override
    public void number(DynamoNumber number) {
      given = true;
      members.writeTime(number, change);
    }

    @Override
    public void string(byte[] bytes, int offset, int length) {
      if (micros.read(bytes, offset, length) != null) {
        throw ChangeMembers.noTime();
      }
      number(micros);
    }

    @Override
    public MapSink beginMap() {
      if (inStruct) {
        throw ChangeMembers.noTime();
      }
      inStruct = true;
      given = false;
      return (name, offset, length) -> {
        if (!N.is(name, offset, length) || given) {
          throw ChangeMembers.noTime();
        }
        return this;
      };
    }

    @Override
    public void endMap() {
      inStruct = false;
      if (!given) {
        throw ChangeMembers.noTime();
      }
    }
  }
}
