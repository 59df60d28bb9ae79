/**
 * Live tables: scanned and exported, on DynamoDB Local with the export emulator before it, into the
 * embedded S3 server and onto the disk.
 */
@NullMarked
package io.dynalake.it.table;

import org.jspecify.annotations.NullMarked;
