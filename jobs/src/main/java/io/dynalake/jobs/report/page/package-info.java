/**
 * A run's report as one HTML page that needs nothing else: no script to be read, no network, no
 * fonts. What comes from data is escaped and cut, and charts are SVG that follows the width of the
 * screen. Imports the reports, and the progress package's samples and numbers for people.
 */
@NullMarked
package io.dynalake.jobs.report.page;

import org.jspecify.annotations.NullMarked;
