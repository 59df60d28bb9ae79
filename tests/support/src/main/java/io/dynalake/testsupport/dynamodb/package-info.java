/**
 * DynamoDB for tests: DynamoDB Local in this JVM, tables in it and items for them, and an emulator
 * of what it lacks, point-in-time recovery and exports to S3. Imports nothing of the library under
 * test.
 */
@NullMarked
package io.dynalake.testsupport.dynamodb;

import org.jspecify.annotations.NullMarked;
