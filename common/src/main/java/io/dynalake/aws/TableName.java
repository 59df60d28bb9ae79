package io.dynalake.aws;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as a user names it: by its name, or by its ARN, which may be of another region or
 * account. Requests take either.
 *
 * @param text what a request's TableName says
 */
public record TableName(String text) implements Serializable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z0-9-]+:dynamodb:([a-z0-9-]+):([0-9]{12}):table/([A-Za-z0-9_.-]+)");

  public TableName {
    if (!NAME.matcher(text).matches() && !ARN.matcher(text).matches()) {
      throw new JobException(
          ErrorCode.USAGE,
          "table "
              + text
              + ": this is neither a table's name (3 to 255 of A-Z a-z 0-9 _ . -) nor the ARN of a"
              + " table; name one, such as Orders or"
              + " arn:aws:dynamodb:eu-central-1:123456789012:table/Orders");
    }
  }

  /** The name alone. */
  public String name() {
    return arn().map(arn -> arn.group(3)).orElse(text);
  }

  public Optional<String> region() {
    return arn().map(arn -> arn.group(1));
  }

  public Optional<String> account() {
    return arn().map(arn -> arn.group(2));
  }

  private Optional<Matcher> arn() {
    return Optional.of(ARN.matcher(text)).filter(Matcher::matches);
  }

  @Override
  public String toString() {
    return text;
  }
}
