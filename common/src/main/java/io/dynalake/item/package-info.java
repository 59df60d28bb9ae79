/**
 * DynamoDB items as bytes: blocks of lines, strict streaming parsers of DynamoDB JSON and of Ion,
 * numbers and timestamps. A parser pushes every attribute value into {@link
 * io.dynalake.item.ValueSink}s; it builds no trees. Pure Java: imports only {@code error}, neither
 * Spark nor Hadoop nor AWS.
 */
@NullMarked
package io.dynalake.item;

import org.jspecify.annotations.NullMarked;
