package io.dynalake.jobs.acquire;

import io.dynalake.capacity.Capacity;
import io.dynalake.jobs.progress.Quantity;
import java.util.Locale;
import java.util.OptionalDouble;

/** An estimate for people: both ways side by side. */
final class EstimateText {
  private EstimateText() {}

  static String of(String table, Estimate estimate, Estimate.Choice choice) {
    StringBuilder text = new StringBuilder();
    text.append("table ").append(table).append(": ");
    text.append(Quantity.count(estimate.items(), "item")).append(", ");
    text.append(Quantity.bytes(estimate.bytes()));
    text.append(", as of DynamoDB's last count, up to six hours ago\n\n");
    row(text, "", "scan", "export");
    row(text, "capacity", units(estimate.units()), "none");
    row(text, "rate", rate(estimate.rate()), "");
    row(text, "time", seconds(estimate.scanSeconds()), atLeast());
    row(
        text,
        "cost",
        estimate.scanDollars().isPresent()
            ? dollars(estimate.scanDollars().getAsDouble())
            : "of what is provisioned",
        estimate.recoverable()
            ? dollars(estimate.exportDollars())
            : "point-in-time recovery is off");
    text.append("\nCosts are by list prices of us-east-1 (")
        .append(Capacity.READ.dollarsPerMillion())
        .append(" USD per million read units, ")
        .append(Estimate.DOLLARS_PER_EXPORTED_GB)
        .append(" USD per exported GB), without storage and requests to S3.\n\nvia ")
        .append(choice.via().name().toLowerCase(Locale.ROOT))
        .append(": ")
        .append(choice.why())
        .append('\n');
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String scan, String export) {
    text.append(String.format("  %-10s %-26s %s", name, scan, export).stripTrailing()).append('\n');
  }

  private static String units(double units) {
    return Quantity.count((long) units) + " RCU";
  }

  private static String rate(OptionalDouble rate) {
    return rate.isPresent()
        ? Quantity.count((long) rate.getAsDouble()) + " RCU/s"
        : "not known; see --max-rcu";
  }

  private static String seconds(OptionalDouble seconds) {
    return seconds.isPresent()
        ? "about " + Quantity.seconds(seconds.getAsDouble())
        : "as fast as the table gives";
  }

  private static String atLeast() {
    return Quantity.seconds(Estimate.LEAST_EXPORT_SECONDS) + " or more";
  }

  private static String dollars(double dollars) {
    return dollars < 0.01 ? "less than 0.01 USD" : String.format(Locale.ROOT, "%,.2f USD", dollars);
  }
}
