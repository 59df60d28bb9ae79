/** What was measured, summed up over rounds, as Markdown and as JSON. Starts no processes. */
@NullMarked
package io.dynalake.bench.report;

import org.jspecify.annotations.NullMarked;
