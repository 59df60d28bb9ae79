/**
 * What the project knows of AWS beside single services: the form of locations on S3 and Hadoop's
 * file systems behind them; settings (region, endpoint, role), tables' names, and the clients made
 * of them. Imports only {@code error}, Hadoop's FileSystem and the AWS SDK.
 */
@NullMarked
package io.dynalake.aws;

import org.jspecify.annotations.NullMarked;
