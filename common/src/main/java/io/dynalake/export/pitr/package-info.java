/**
 * Exports that DynamoDB makes itself, from a table's point-in-time recovery: asked for, found
 * again, waited for. May import {@code aws} and {@code error}; what it ends with is a folder that
 * {@link io.dynalake.export.Exports} opens.
 */
@NullMarked
package io.dynalake.export.pitr;

import org.jspecify.annotations.NullMarked;
