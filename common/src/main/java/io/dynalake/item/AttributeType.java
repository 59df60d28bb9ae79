package io.dynalake.item;

/** The ten types of a DynamoDB attribute value; the names are the tags of DynamoDB JSON. */
public enum AttributeType {
  S,
  N,
  B,
  BOOL,
  NULL,
  M,
  L,
  SS,
  NS,
  BS;

  /** Whether values are sets: SS, NS or BS. */
  public boolean isSet() {
    return this == SS || this == NS || this == BS;
  }
}
