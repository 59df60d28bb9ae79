/** An S3 server for tests: in this JVM with a class loader of its own, or as a process. */
@NullMarked
package io.dynalake.testsupport.s3;

import org.jspecify.annotations.NullMarked;
