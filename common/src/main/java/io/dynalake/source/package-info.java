/**
 * Exports as Spark data: the profile of an export by a Spark job, and the DataSource V2 {@code
 * dynamodb-export}. Imports {@code item}, {@code schema}, {@code export}, {@code batch} and {@code
 * error}.
 */
@NullMarked
package io.dynalake.source;

import org.jspecify.annotations.NullMarked;
