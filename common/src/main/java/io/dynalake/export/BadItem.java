package io.dynalake.export;

import java.io.Serializable;

/**
 * A malformed item.
 *
 * @param key of the data file
 * @param line number of the line, from 1
 * @param reason what is wrong with it
 * @param text the line, cut if it is overlong
 * @param complete whether text is the whole line
 */
public record BadItem(String key, long line, String reason, String text, boolean complete)
    implements Serializable {}
