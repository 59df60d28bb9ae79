/**
 * What is decided about an item while it is parsed: its partition, its entity, and whether its
 * timestamp is within the wanted range. All three look at captured attribute values and never at
 * typed columns, so that the pass that only distributes lines can ask the same questions. Imports
 * {@code item}, {@code schema} and {@code error}.
 */
@NullMarked
package io.dynalake.dataset.partition;

import org.jspecify.annotations.NullMarked;
