package io.dynalake.compare;

/**
 * The items of one side.
 *
 * @param items in all
 * @param duplicates of them whose key others before them have
 * @param unreadable of them that are malformed or have no such key
 */
public record SideCounts(long items, long duplicates, long unreadable) {}
