/**
 * DynamoDB for tests: DynamoDB Local in this JVM, tables in it and items for them. Imports nothing
 * of the library under test.
 */
@NullMarked
package io.dynalake.testsupport.dynamodb;

import org.jspecify.annotations.NullMarked;
