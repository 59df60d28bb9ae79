/**
 * Writes exports as DynamoDB writes them, byte for byte in the documented layout, and in every way
 * that goes wrong; and random items with an expectation of their own. Imports nothing of the
 * library under test.
 */
@NullMarked
package io.dynalake.testsupport.export;

import org.jspecify.annotations.NullMarked;
