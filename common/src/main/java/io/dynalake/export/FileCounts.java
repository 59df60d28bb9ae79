package io.dynalake.export;

import java.io.Serializable;

/**
 * What was read of a data file.
 *
 * @param items given to the consumer
 * @param badItems malformed ones, with those that were skipped because they are known; if one that
 *     is not known makes them more than {@link ReadOptions#maxBadItems}, reading was given up there
 *     and the file was not verified
 * @param storedBytes as they lie in the file
 * @param decodedBytes after decompression
 */
public record FileCounts(long items, long badItems, long storedBytes, long decodedBytes)
    implements Serializable {}
