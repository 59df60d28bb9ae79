/**
 * The commit protocol of a dataset: a lease, a journal per run under {@code _dynalake/commits}, and
 * publishers that bring staged files into place, so that a run killed at any moment leaves the
 * dataset as it was or complete after the next start. Knows Hadoop's file systems, imports {@code
 * error} only.
 */
@NullMarked
package io.dynalake.dataset.commit;

import org.jspecify.annotations.NullMarked;
