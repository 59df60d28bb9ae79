/**
 * Whether two inputs hold the same items: each item in a canonical form, of which a digest is
 * brought together with that of the other side by the item's key, in bounded memory. Imports {@code
 * error}, {@code item}, {@code aws}, {@code export}, {@code source}, {@code dataset}, {@code
 * load.read} and Spark.
 */
@NullMarked
package io.dynalake.compare;

import org.jspecify.annotations.NullMarked;
