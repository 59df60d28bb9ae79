/** A real PostgreSQL of its own, from binaries on Maven Central. */
@NullMarked
package io.dynalake.testsupport.postgres;

import org.jspecify.annotations.NullMarked;
