/**
 * HTTP/1.1 as emulators and proxies need it: whole messages in memory, every header as it was sent
 * (signatures cover them), and connections that can be cut at any byte.
 */
@NullMarked
package io.dynalake.testsupport.http;

import org.jspecify.annotations.NullMarked;
