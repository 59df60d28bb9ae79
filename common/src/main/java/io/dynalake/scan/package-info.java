/**
 * The live scan of a table: segments, engines that read them page by page, and the Spark job that
 * lands them as an export. Only the classes with Spark in their imports know Spark. Imports {@code
 * error}, {@code item}, {@code aws}, {@code capacity} and {@code export}.
 */
@NullMarked
package io.dynalake.scan;

import org.jspecify.annotations.NullMarked;
