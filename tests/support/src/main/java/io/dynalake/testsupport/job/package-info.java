/** Runs jobs as their users do: the launcher, in processes of their own that a test may kill. */
@NullMarked
package io.dynalake.testsupport.job;

import org.jspecify.annotations.NullMarked;
