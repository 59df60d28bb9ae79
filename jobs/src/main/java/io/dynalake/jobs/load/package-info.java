/** The job {@code load}: files into a table, with its run in the ledger and its report. */
@NullMarked
package io.dynalake.jobs.load;

import org.jspecify.annotations.NullMarked;
