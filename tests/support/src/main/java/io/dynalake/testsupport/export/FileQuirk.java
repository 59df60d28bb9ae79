package io.dynalake.testsupport.export;

/**
 * What is unusual, or wrong, about one data file. The manifest's MD5 is that of the bytes as they
 * are, unless it is the MD5 that is wrong: so each fault shows in one check alone.
 */
public enum FileQuirk {
  WRONG_MD5,
  /** Neither md5Checksum nor etag. */
  NO_MD5,
  /** The manifest promises one item less than there is. */
  COUNT_TOO_LOW,
  /** The manifest promises one item more than there is. */
  COUNT_TOO_HIGH,
  NO_COUNT,
  MISSING,
  /** The last third is cut off. */
  TRUNCATED,
  /** Only the last four bytes are cut off. */
  TRAILER_CUT,
  WRONG_CRC,
  TRAILING_GARBAGE,
  /** Lines as they are, under a name that ends in .gz. */
  NOT_GZIP,
  /** Lines as they are, under a name that ends in .json. */
  PLAIN_JSON,
  /** Many gzip members, cut in the middle of lines, some empty. */
  MULTI_MEMBER,
  /** A gzip header with every optional part. */
  LONG_HEADER,
  NO_LAST_NEWLINE,
  /** The manifest has the line twice. */
  LISTED_TWICE
}
