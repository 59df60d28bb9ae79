/**
 * {@code dynalake bench}: whole jobs against their peers, in rounds that alternate, and the report.
 * Exports to measure with are made in {@code data}, processes are measured in {@code measure}, the
 * peers are in {@code peer}, and hot loops alone in {@code jmh}.
 */
@NullMarked
package io.dynalake.bench;

import org.jspecify.annotations.NullMarked;
