package io.dynalake.load.write;

import java.io.Serializable;

/**
 * What became of items.
 *
 * @param written or deleted
 * @param bytes of those, as DynamoDB counts them
 * @param present left as they are, since the condition does not hold
 * @param changed not deleted, since they are not what they were
 * @param gone not deleted, since they were not there any more
 * @param refused that the table does not take
 * @param superseded not written, since another item of the same key comes after them
 * @param capacity write units consumed
 * @param requests that were answered
 * @param throttles requests that were throttled, and items that others left unprocessed
 * @param retries requests that failed, throttled ones included
 */
public record WriteResult(
    long written,
    long bytes,
    long present,
    long changed,
    long gone,
    long refused,
    long superseded,
    double capacity,
    long requests,
    long throttles,
    long retries)
    implements Serializable {
  public static final WriteResult NOTHING = new WriteResult(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public WriteResult plus(WriteResult other) {
    return new WriteResult(
        written + other.written,
        bytes + other.bytes,
        present + other.present,
        changed + other.changed,
        gone + other.gone,
        refused + other.refused,
        superseded + other.superseded,
        capacity + other.capacity,
        requests + other.requests,
        throttles + other.throttles,
        retries + other.retries);
  }
}
