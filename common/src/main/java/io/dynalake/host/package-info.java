/** The machine that a job runs on, and its processes. Imports nothing of the others. */
@NullMarked
package io.dynalake.host;

import org.jspecify.annotations.NullMarked;
