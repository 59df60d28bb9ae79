/** Where a job runs: its machine, processes and cores. Imports nothing of the others. */
@NullMarked
package io.dynalake.host;

import org.jspecify.annotations.NullMarked;
