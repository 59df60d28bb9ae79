/**
 * The command line in two vocabularies: what was typed (package-private option classes, all text)
 * and what a job works from (public, immutable, validated argument records). Of the library it
 * imports {@code error} and what the texts are read into.
 */
@NullMarked
package io.dynalake.jobs.options;

import org.jspecify.annotations.NullMarked;
