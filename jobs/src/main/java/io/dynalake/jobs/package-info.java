/**
 * The jobs: one class each, from validated arguments to a report, and the program that finds the
 * job a command line names. Imports everything below it, and the library.
 */
@NullMarked
package io.dynalake.jobs;

import org.jspecify.annotations.NullMarked;
