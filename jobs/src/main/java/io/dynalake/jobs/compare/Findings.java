package io.dynalake.jobs.compare;

import io.dynalake.compare.AttributeDifference;
import io.dynalake.compare.CompareResult;
import io.dynalake.compare.CompareRules;
import io.dynalake.compare.SampledDifference;
import io.dynalake.compare.Side;
import io.dynalake.compare.SideCounts;
import io.dynalake.jobs.compare.Compare.Ready;
import io.dynalake.jobs.options.CompareArguments;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.CompareReport;
import io.dynalake.jobs.report.CompareReport.Input;
import io.dynalake.jobs.report.CompareReport.Sample;
import org.jspecify.annotations.Nullable;

/** What a comparison has come to, as a report. */
record Findings(
    CompareArguments arguments, Ready left, Ready right, CompareRules rules, CompareResult result) {

  CompareReport report(CompareReport.Seconds seconds) {
    return new CompareReport(
        arguments.run().id(),
        "compare",
        result.isEqual() ? CompareReport.Status.EQUAL : CompareReport.Status.DIFFERENT,
        input(left, result.left()),
        input(right, result.right()),
        new CompareReport.Rules(
            rules.keys(), rules.ignored().stream().sorted().toList(), rules.nulls()),
        new CompareReport.Keys(
            result.equal(), result.different(), result.missing(), result.extra()),
        result.samples().stream().map(Findings::sample).toList(),
        seconds);
  }

  private static Input input(Ready ready, SideCounts counts) {
    @Nullable Acquired landed = ready.landed();
    return new Input(
        ready.opened().text(),
        landed == null ? ready.input().kind().name() : "TABLE",
        ready.input().location(),
        counts.items(),
        counts.duplicates(),
        counts.unreadable(),
        ready.input().files().size(),
        ready.input().bytes(),
        landed == null ? null : landed.scan());
  }

  private static Sample sample(SampledDifference difference) {
    return new Sample(
        difference.difference(),
        difference.key(),
        found(difference, Side.LEFT),
        found(difference, Side.RIGHT),
        difference.attributes().stream().map(Findings::attribute).toList(),
        difference.moreAttributes(),
        difference.reason());
  }

  private static CompareReport.@Nullable Found found(SampledDifference difference, Side side) {
    SampledDifference.Found found = difference.found(side);
    return found.copies() == 0
        ? null
        : new CompareReport.Found(found.copies(), found.file(), found.position());
  }

  private static CompareReport.Attribute attribute(AttributeDifference difference) {
    return new CompareReport.Attribute(
        difference.name(),
        difference.only().map(Side::toString).orElse(null),
        difference.value(Side.LEFT).orElse(null),
        difference.value(Side.RIGHT).orElse(null));
  }
}
