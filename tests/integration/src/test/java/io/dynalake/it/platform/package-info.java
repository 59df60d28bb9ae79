/** Where jobs run on AWS: scripts of Glue, the pipeline, policies and templates in {@code conf}. */
@NullMarked
package io.dynalake.it.platform;

import org.jspecify.annotations.NullMarked;
