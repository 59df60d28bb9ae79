/**
 * What a run did: the report as JSON next to the data, and the summary that is printed. Imports
 * {@code error} and the progress package's numbers for people.
 */
@NullMarked
package io.dynalake.jobs.report;

import org.jspecify.annotations.NullMarked;
