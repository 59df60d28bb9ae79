/**
 * Changes into datasets: which incremental exports come next, and the tables that they are brought
 * into, window by window. Imports {@code dataset}, {@code source} and what those import.
 */
@NullMarked
package io.dynalake.changes;

import org.jspecify.annotations.NullMarked;
