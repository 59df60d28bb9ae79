package io.dynalake.source;

import io.dynalake.item.ChangeParser;
import io.dynalake.item.MapSink;
import io.dynalake.item.ObjectSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.NameTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Learns the names of the key attributes of changes. */
final class ChangeProbe extends ObjectSink implements ItemProbe<KeyNames>, MapSink {
  private static final byte[] KEYS = ChangeParser.KEYS.getBytes(StandardCharsets.US_ASCII);

  /** Makes the probes. */
  static final class Factory implements ItemProbe.Factory<KeyNames> {
    private static final long serialVersionUID = 1L;

    @Override
    public ItemProbe<KeyNames> create(int task) {
      return new ChangeProbe();
    }

    @Override
    public KeyNames none() {
      return KeyNames.NONE;
    }

    @Override
    public KeyNames merge(KeyNames left, KeyNames right) {
      return left.and(right);
    }

    @Override
    public boolean grouped() {
      return false;
    }
  }

  private KeyNames learned = KeyNames.NONE;
  private KeyNames ofFile = KeyNames.NONE;
  private MapSink change = SkipSink.INSTANCE;
  private ValueSink keys = SkipSink.INSTANCE;
  private MapSink key = SkipSink.INSTANCE;

  /** The names of the current change, and of the one before, which mostly has the same. */
  private NameTable names = new NameTable();

  private NameTable before = new NameTable();

  @Override
  public boolean beginFile() {
    ofFile = KeyNames.NONE;
    before.clear();
    return false;
  }

  @Override
  public MapSink wrap(MapSink inner) {
    change = inner;
    names.clear();
    return this::member;
  }

  private ValueSink member(byte[] bytes, int offset, int length) {
    ValueSink value = change.attribute(bytes, offset, length);
    if (!Arrays.equals(KEYS, 0, KEYS.length, bytes, offset, offset + length)) {
      return value;
    }
    keys = value;
    return this;
  }

  @Override
  public MapSink beginMap() {
    key = keys.beginMap();
    return this;
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    names.findOrAdd(bytes, offset, length);
    return key.attribute(bytes, offset, length);
  }

  @Override
  public void endMap() {
    keys.endMap();
  }

  @Override
  public void endItem(byte[] block, int lineStart, int lineEnd, long line) {
    if (sameAsBefore()) {
      return;
    }
    List<String> sorted = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      sorted.add(names.name(i));
    }
    sorted.sort(null);
    ofFile = ofFile.and(new KeyNames(sorted, true));
    NameTable swapped = before;
    before = names;
    names = swapped;
  }

  private boolean sameAsBefore() {
    if (names.size() != before.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.bytes(i);
      if (before.find(name, 0, name.length) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public MapSink fill(ItemProfile profile) {
    throw new IllegalStateException("this probe fills no profiles");
  }

  @Override
  public String group() {
    return WHOLE;
  }

  @Override
  public void refused(String reason) {}

  @Override
  public void endBlock() {}

  @Override
  public void endFile() {
    learned = learned.and(ofFile);
  }

  @Override
  public KeyNames finish() {
    return learned;
  }

  @Override
  public void close() {}
}
