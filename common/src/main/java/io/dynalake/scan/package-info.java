/**
 * The live scan of a table: segments, engines that read them page by page, the capacity that they
 * may consume together, and the Spark job that lands them as an export. Only the classes with Spark
 * in their imports know Spark. Imports {@code error}, {@code item}, {@code aws} and {@code export}.
 */
@NullMarked
package io.dynalake.scan;

import org.jspecify.annotations.NullMarked;
