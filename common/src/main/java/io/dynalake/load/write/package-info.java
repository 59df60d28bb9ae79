/**
 * Items into a table: what of an item the table takes, batches and conditional requests, paced and
 * tried again, in the tasks of a Spark job. Imports {@code error}, {@code item}, {@code aws} and
 * {@code capacity}.
 */
@NullMarked
package io.dynalake.load.write;

import org.jspecify.annotations.NullMarked;
