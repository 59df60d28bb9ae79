/**
 * A landing as an archive: read back from storage and verified, and the deletion from the table of
 * what it surely holds. Imports {@code load}, and what that does.
 */
@NullMarked
package io.dynalake.archive;

import org.jspecify.annotations.NullMarked;
