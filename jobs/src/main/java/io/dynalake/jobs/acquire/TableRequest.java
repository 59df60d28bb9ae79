package io.dynalake.jobs.acquire;

import io.dynalake.jobs.options.RunName;
import io.dynalake.jobs.options.TableArguments;
import java.time.ZoneId;

/**
 * What is to be got of a table.
 *
 * @param tableArn the table as it was found
 * @param zone of windows
 */
record TableRequest(TableArguments source, RunName run, String tableArn, ZoneId zone) {}
