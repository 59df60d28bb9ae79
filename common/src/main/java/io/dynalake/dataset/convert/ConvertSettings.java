package io.dynalake.dataset.convert;

import java.io.Serializable;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How items are written, whatever the dataset.
 *
 * @param runId part of every file's name
 * @param targetFileSize bytes to aim at per file
 * @param maxBadItems items that their columns may refuse before a task gives up
 * @param quarantineOrNull folder for such items
 * @param zone of timestamps that name none
 */
public record ConvertSettings(
    String runId,
    long targetFileSize,
    long maxBadItems,
    @Nullable String quarantineOrNull,
    ZoneId zone)
    implements Serializable {}
