/**
 * Clusters of several processes on this machine, and what Spark tells of the jobs that run on them.
 */
@NullMarked
package io.dynalake.testsupport.cluster;

import org.jspecify.annotations.NullMarked;
