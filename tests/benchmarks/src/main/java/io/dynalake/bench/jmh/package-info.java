/**
 * Hot loops alone, by JMH: what a step of the conversion costs per block of lines, batch or file,
 * when the JVM is warm. Decides nothing by itself: a first pass in a fresh JVM is what users pay.
 */
@NullMarked
package io.dynalake.bench.jmh;

import org.jspecify.annotations.NullMarked;
