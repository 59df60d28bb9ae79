package io.dynalake.dataset.parquet;

import java.io.Serializable;

/**
 * A file that was written.
 *
 * @param items rows in it
 * @param bytes its size
 */
public record FileResult(long items, long bytes) implements Serializable {}
