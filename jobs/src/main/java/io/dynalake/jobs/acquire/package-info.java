/**
 * Gets the items of a live table into a landing, as an export: by {@code scan}, or by {@code
 * export.pitr}; what it would cost; and what was done. Uses {@code options} and {@code progress}.
 */
@NullMarked
package io.dynalake.jobs.acquire;

import org.jspecify.annotations.NullMarked;
