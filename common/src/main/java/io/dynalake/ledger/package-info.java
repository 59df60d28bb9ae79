/**
 * The state of every run and of its parts (data files, segments), in a store that outlives the
 * process: a SQLite file, PostgreSQL or a DynamoDB table. Every change is a compare-and-set; an
 * outage is waited for. Knows nothing of Spark; imports {@code error}, {@code disk}, {@code aws}.
 */
@NullMarked
package io.dynalake.ledger;

import org.jspecify.annotations.NullMarked;
