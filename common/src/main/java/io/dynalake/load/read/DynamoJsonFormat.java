package io.dynalake.load.read;

import org.apache.hadoop.conf.Configuration;

/**
 * Lines of DynamoDB JSON: {@code {"Item":{…}}}, or the attributes without {@code Item}, or the dead
 * letters of a load.
 */
public record DynamoJsonFormat() implements InputFormat {
  @Override
  public ItemReader open(InputFile file, Configuration conf) {
    return new DynamoJsonReader(file, LineReader.content(file, conf));
  }
}
