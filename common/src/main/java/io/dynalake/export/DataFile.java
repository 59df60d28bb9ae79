package io.dynalake.export;

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
 * @param content what its lines hold
 */
public record DataFile(
    String key,
    String location,
    long size,
    @Nullable Long itemCountOrNull,
    @Nullable String md5OrNull,
    LineContent content)
    implements Serializable {

  /** A data file of items. */
  public DataFile(
      String key,
      String location,
      long size,
      @Nullable Long itemCountOrNull,
      @Nullable String md5OrNull) {
    this(key, location, size, itemCountOrNull, md5OrNull, LineContent.ITEMS);
  }

  public OptionalLong itemCount() {
    return itemCountOrNull == null ? OptionalLong.empty() : OptionalLong.of(itemCountOrNull);
  }

  public Optional<String> md5() {
    return Optional.ofNullable(md5OrNull);
  }
}
