/** The job {@code archive}: a copy of items, and their deletion once it is verified. */
@NullMarked
package io.dynalake.jobs.archive;

import org.jspecify.annotations.NullMarked;
