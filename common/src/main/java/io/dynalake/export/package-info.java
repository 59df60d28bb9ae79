/**
 * Exports on a file system: finding and checking manifests, and reading data files while verifying
 * them. Imports {@code item} and {@code error}, and Hadoop's FileSystem.
 */
@NullMarked
package io.dynalake.export;

import org.jspecify.annotations.NullMarked;
