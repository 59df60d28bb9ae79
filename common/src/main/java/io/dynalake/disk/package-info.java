/** Hadoop's local disk, without the processes that it starts. */
@NullMarked
package io.dynalake.disk;

import org.jspecify.annotations.NullMarked;
