/**
 * What a job tells its caller when it cannot go on: an error code, which is also the exit code of
 * the process, and a message of the form "subject: what happened; why; what to do". Imports nothing
 * of the project.
 */
@NullMarked
package io.dynalake.error;

import org.jspecify.annotations.NullMarked;
