/**
 * Exports of every kind, good and bad, through the whole backfill on the local disk: what becomes
 * of each is read back by Spark and by DuckDB. One Spark application in this JVM serves all tests.
 */
@NullMarked
package io.dynalake.it.input;

import org.jspecify.annotations.NullMarked;
