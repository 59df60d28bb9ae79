/**
 * Files into a table: each item is checked before the first is written, then they are written in
 * rounds. Imports {@code read} and {@code write}, and what those do.
 */
@NullMarked
package io.dynalake.load;

import org.jspecify.annotations.NullMarked;
