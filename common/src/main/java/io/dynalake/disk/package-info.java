/**
 * Files: the local disk without the processes that Hadoop starts for it, and many files at once.
 */
@NullMarked
package io.dynalake.disk;

import org.jspecify.annotations.NullMarked;
