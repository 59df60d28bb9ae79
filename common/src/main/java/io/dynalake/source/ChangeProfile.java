package io.dynalake.source;

import io.dynalake.item.ChangeParser;
import io.dynalake.item.MapSink;
import io.dynalake.item.ObjectSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import io.dynalake.schema.ItemProfile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the keys and both images of a change into the profile of items, each as if it were an
 * item: so an attribute has one type wherever it stands.
 */
final class ChangeProfile extends ObjectSink implements MapSink {
  private static final List<byte[]> IMAGES =
      List.of(
          ChangeParser.KEYS.getBytes(StandardCharsets.US_ASCII),
          ChangeParser.NEW_IMAGE.getBytes(StandardCharsets.US_ASCII),
          ChangeParser.OLD_IMAGE.getBytes(StandardCharsets.US_ASCII));

  private final ItemProfile profile;

  ChangeProfile(ItemProfile profile) {
    this.profile = profile;
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    for (byte[] image : IMAGES) {
      if (Arrays.equals(image, 0, image.length, bytes, offset, offset + length)) {
        return this;
      }
    }
    return SkipSink.INSTANCE;
  }

  @Override
  public MapSink beginMap() {
    return profile.beginItem();
  }

  @Override
  public void endMap() {}
}
