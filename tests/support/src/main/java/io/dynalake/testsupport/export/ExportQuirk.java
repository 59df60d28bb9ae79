package io.dynalake.testsupport.export;

/** What is unusual, or wrong, about an export as a whole. */
public enum ExportQuirk {
  /** Checksums are called {@code .checksum}, as the documentation says, not {@code .md5}. */
  CHECKSUM_SUFFIX,
  NO_CHECKSUMS,
  WRONG_SUMMARY_MD5,
  WRONG_FILES_MD5,
  /** The export is not finished. */
  NO_SUMMARY,
  /** Cut in the middle, its checksum too. */
  HALF_SUMMARY,
  NO_FILES_MANIFEST,
  /** The last line is cut, and there are no checksums. */
  HALF_FILES_MANIFEST,
  /** The summary promises one item more than the files. */
  WRONG_TOTAL,
  INCREMENTAL,
  ION,
  /** Keys are relative to the manifest's folder, as scylla-migrator writes them. */
  RELATIVE_KEYS,
  /** manifestFilesS3Key names another export. */
  FOREIGN_FILES_KEY,
  /** Members that no release of DynamoDB has written yet. */
  UNKNOWN_MEMBERS,
  /** Other objects lie between the data files. */
  EXTRA_OBJECTS
}
