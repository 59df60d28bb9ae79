/**
 * Programs that make what the project ships as samples. Imports nothing of the library under test.
 */
@NullMarked
package io.dynalake.testsupport;

import org.jspecify.annotations.NullMarked;
