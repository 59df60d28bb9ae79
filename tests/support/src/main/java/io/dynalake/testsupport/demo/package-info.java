/**
 * {@code dynalake demo}: DynamoDB with exports and S3 on this machine, a table of orders, and the
 * launcher's own jobs on it, as anybody would type them.
 */
package io.dynalake.testsupport.demo;
