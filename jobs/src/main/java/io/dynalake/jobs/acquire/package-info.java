/**
 * Gets the items of a live table into a landing, as an export: by {@code scan}, or by {@code
 * export.pitr}; and what it would cost. Uses {@code options}, {@code progress} and {@code report}.
 */
@NullMarked
package io.dynalake.jobs.acquire;

import org.jspecify.annotations.NullMarked;
