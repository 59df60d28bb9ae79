package io.dynalake.export;

/** Which images the changes of an incremental export have. */
public enum ExportView {
  NEW_IMAGE,
  NEW_AND_OLD_IMAGES
}
