/**
 * What a job's driver keeps of its run: the rows of the ledger, corrected by what was committed.
 */
@NullMarked
package io.dynalake.jobs.run;

import org.jspecify.annotations.NullMarked;
