/** Jars of servers whose dependencies clash with Spark's, each in a class loader of its own. */
@NullMarked
package io.dynalake.testsupport.jars;

import org.jspecify.annotations.NullMarked;
