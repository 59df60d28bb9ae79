package io.dynalake.export;

import io.dynalake.item.ItemFormat;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A data file of an export, as its manifest lists it.
 *
 * @param key its key in the manifest: how logs, reports and the quarantine name it
 * @param location where it was found, a URI for Hadoop's FileSystem
 * @param size bytes, as stored (usually compressed)
 * @param itemCountOrNull items that the manifest promises
 * @param md5OrNull base64 of the MD5 of the stored bytes
 * @param lines what they hold and how they are written
 */
public record DataFile(
    String key,
    String location,
    long size,
    @Nullable Long itemCountOrNull,
    @Nullable String md5OrNull,
    Lines lines)
    implements Serializable {

  /** A data file of items in JSON. */
  public DataFile(
      String key,
      String location,
      long size,
      @Nullable Long itemCountOrNull,
      @Nullable String md5OrNull) {
    this(key, location, size, itemCountOrNull, md5OrNull, Lines.ITEMS_IN_JSON);
  }

  public LineContent content() {
    return lines.content();
  }

  public ItemFormat format() {
    return lines.format();
  }

  public OptionalLong itemCount() {
    return itemCountOrNull == null ? OptionalLong.empty() : OptionalLong.of(itemCountOrNull);
  }

  public Optional<String> md5() {
    return Optional.ofNullable(md5OrNull);
  }
}
