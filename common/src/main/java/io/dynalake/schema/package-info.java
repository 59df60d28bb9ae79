/**
 * From what was seen to what is written: mergeable attribute profiles, the typing rules, column
 * names, pinned schemas and their differences. Imports {@code item} and {@code error}, and of Spark
 * only the types.
 */
@NullMarked
package io.dynalake.schema;

import org.jspecify.annotations.NullMarked;
