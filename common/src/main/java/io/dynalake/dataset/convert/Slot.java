package io.dynalake.dataset.convert;

import java.io.Serializable;

/**
 * A place for rows behind the shuffle: one file, or a few if the estimate was low.
 *
 * @param dataset index of the dataset in the plan
 * @param directory relative to the target: entity and partition directories, "" for the root
 */
record Slot(int dataset, String directory) implements Serializable {}
