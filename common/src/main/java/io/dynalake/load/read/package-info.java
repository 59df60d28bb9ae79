/**
 * Input files of every format as items in DynamoDB JSON: what a load writes into a table. A file is
 * read by one task, in order and in bounded memory; an item that cannot be taken is told with its
 * reason and its text, and the next one follows. Imports {@code error}, {@code item}, {@code
 * schema}, {@code aws}, {@code export}, {@code dataset} and Spark.
 */
@NullMarked
package io.dynalake.load.read;

import org.jspecify.annotations.NullMarked;
