/**
 * What the project knows of AWS beside single services: the form of locations on S3 and Hadoop's
 * file systems behind them. Imports only {@code error}, and Hadoop's FileSystem.
 */
@NullMarked
package io.dynalake.aws;

import org.jspecify.annotations.NullMarked;
