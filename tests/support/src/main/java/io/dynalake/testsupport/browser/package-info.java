/**
 * A real browser for tests of pages: headless Chromium, where one is installed, driven by its
 * DevTools protocol.
 */
@NullMarked
package io.dynalake.testsupport.browser;

import org.jspecify.annotations.NullMarked;
