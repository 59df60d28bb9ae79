/**
 * Exports of any size to measure with: seeded items in several shapes, made once and kept. Uses
 * {@code testsupport} to write them, and nothing of the library that is measured.
 */
@NullMarked
package io.dynalake.bench.data;

import org.jspecify.annotations.NullMarked;
