package io.dynalake;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports between packages point one way. */
@AnalyzeClasses(packages = "io.dynalake", importOptions = PackagesTest.MainClasses.class)
class PackagesTest {
  /** In the folder of whatever line of Spark they are built for. */
  static final class MainClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("io.dynalake.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule importsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("error")
          .definedBy("io.dynalake.error..")
          .layer("host")
          .definedBy("io.dynalake.host..")
          .layer("item")
          .definedBy("io.dynalake.item..")
          .layer("schema")
          .definedBy("io.dynalake.schema..")
          .layer("aws")
          .definedBy("io.dynalake.aws..")
          .layer("export")
          .definedBy("io.dynalake.export..")
          .layer("batch")
          .definedBy("io.dynalake.batch..")
          .layer("source")
          .definedBy("io.dynalake.source..")
          .layer("dataset")
          .definedBy("io.dynalake.dataset..")
          .layer("changes")
          .definedBy("io.dynalake.changes..")
          .layer("capacity")
          .definedBy("io.dynalake.capacity..")
          .layer("scan")
          .definedBy("io.dynalake.scan..")
          .layer("load")
          .definedBy("io.dynalake.load..")
          .layer("archive")
          .definedBy("io.dynalake.archive..")
          .layer("compare")
          .definedBy("io.dynalake.compare..")
          .layer("ledger")
          .definedBy("io.dynalake.ledger..")
          .whereLayer("error")
          .mayNotAccessAnyLayer()
          .whereLayer("host")
          .mayNotAccessAnyLayer()
          .whereLayer("aws")
          .mayOnlyAccessLayers("error")
          .whereLayer("ledger")
          .mayOnlyAccessLayers("error", "host", "aws")
          .whereLayer("item")
          .mayOnlyAccessLayers("error")
          .whereLayer("schema")
          .mayOnlyAccessLayers("error", "item")
          .whereLayer("export")
          .mayOnlyAccessLayers("error", "item", "aws")
          .whereLayer("batch")
          .mayOnlyAccessLayers("error", "item", "schema")
          .whereLayer("capacity")
          .mayOnlyAccessLayers("error", "aws")
          .whereLayer("scan")
          .mayOnlyAccessLayers("error", "host", "item", "aws", "capacity", "export")
          .whereLayer("source")
          .mayOnlyAccessLayers("error", "host", "item", "schema", "aws", "export", "batch")
          .whereLayer("dataset")
          .mayOnlyAccessLayers(
              "error", "host", "item", "schema", "aws", "export", "batch", "source")
          .whereLayer("changes")
          .mayOnlyAccessLayers(
              "error", "host", "item", "schema", "aws", "export", "source", "dataset")
          .whereLayer("archive")
          .mayOnlyAccessLayers("error", "host", "item", "aws", "capacity", "export", "load")
          .whereLayer("load")
          .mayOnlyAccessLayers(
              "error",
              "host",
              "item",
              "schema",
              "aws",
              "capacity",
              "export",
              "batch",
              "source",
              "dataset",
              "changes")
          .whereLayer("compare")
          .mayOnlyAccessLayers(
              "error", "host", "item", "aws", "export", "source", "dataset", "load");

  @ArchTest
  static final ArchRule itemsAndBatchesAreFreeOfSparkAndHadoop =
      noClasses()
          .that()
          .resideInAnyPackage("io.dynalake.item..", "io.dynalake.batch..", "io.dynalake.error..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache..", "software.amazon..", "com.amazonaws..", "scala..");

  @ArchTest
  static final ArchRule ledgersAreFreeOfSparkAndHadoop =
      noClasses()
          .that()
          .resideInAPackage("io.dynalake.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache..", "scala..");

  @ArchTest
  static final ArchRule scalaStaysInTheBudgetsAddress =
      noClasses()
          .that()
          .resideInAPackage("io.dynalake.capacity..")
          .and()
          .haveNameNotMatching(".*Budget(Address|Endpoint).*")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("scala..", "org.apache.spark.rpc..");

  @ArchTest
  static final ArchRule onePackageKnowsIceberg =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dynalake.dataset.iceberg")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.iceberg..");

  @ArchTest
  static final ArchRule schemasKnowOnlySparkTypes =
      noClasses()
          .that()
          .resideInAPackage("io.dynalake.schema..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark.sql", "org.apache.spark.api..", "org.apache.hadoop..", "scala..");
}
