/**
 * What requests to a table may consume: its capacity, a budget that all tasks of a job share, and
 * attempts at a request that is throttled or fails. Imports {@code error} and {@code aws}.
 */
@NullMarked
package io.dynalake.capacity;

import org.jspecify.annotations.NullMarked;
