/**
 * What goes wrong between a client and DynamoDB or S3, by rule and by seed, and a record of what
 * the client asked for.
 */
@NullMarked
package io.dynalake.testsupport.fault;

import org.jspecify.annotations.NullMarked;
