/**
 * What is measured: dynalake itself, and the other ways to do the same. Each is a process of its
 * own; classes named {@code …Main} are run in it.
 */
@NullMarked
package io.dynalake.bench.peer;

import org.jspecify.annotations.NullMarked;
