/**
 * A live table to scan: DynamoDB Local in a JVM of its own, filled with a data set. Knows nothing
 * of who reads it.
 */
@NullMarked
package io.dynalake.bench.table;

import org.jspecify.annotations.NullMarked;
