package io.dynalake.dataset.commit;

/** What becomes of the files that are in the dataset already. */
public enum WriteMode {
  /** All of them stay. */
  APPEND,
  /** Those in the partition directories that receive new files go, all others stay. */
  OVERWRITE_PARTITIONS
}
