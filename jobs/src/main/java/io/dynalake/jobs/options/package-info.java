/**
 * The command line in two vocabularies: what was typed (package-private option classes, all text)
 * and what a job works from (public, immutable, validated argument records). Imports {@code error},
 * and of other packages only what parses a piece of syntax.
 */
@NullMarked
package io.dynalake.jobs.options;

import org.jspecify.annotations.NullMarked;
