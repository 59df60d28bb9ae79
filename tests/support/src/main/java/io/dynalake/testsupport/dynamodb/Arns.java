package io.dynalake.testsupport.dynamodb;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon resource names of an account's tables in a region, and what DynamoDB Local has in their
 * place.
 */
record Arns(String region, String account) {
  private static final String LOCAL = "arn:aws:dynamodb:ddblocal:000000000000:";
  private static final Pattern TABLE =
      Pattern.compile("arn:aws[\\w-]*:dynamodb:([\\w-]+):(\\d{12}):table/([\\w.-]{3,255})");

  private String prefix() {
    return "arn:aws:dynamodb:" + region + ":" + account + ":";
  }

  String table(String name) {
    return prefix() + "table/" + name;
  }

  /** The name of the table of any region and account; empty if this is no table's ARN. */
  static Optional<String> tableName(String arn) {
    Matcher matcher = TABLE.matcher(arn);
    return matcher.matches() ? Optional.of(matcher.group(3)) : Optional.empty();
  }

  boolean own(String arn) {
    return arn.startsWith(prefix());
  }

  String toLocal(String text) {
    return text.replace(prefix(), LOCAL);
  }

  String fromLocal(String text) {
    return text.replace(LOCAL, prefix());
  }
}
