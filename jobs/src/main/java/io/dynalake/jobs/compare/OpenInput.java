package io.dynalake.jobs.compare;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.Regions;
import io.dynalake.capacity.TableDescription;
import io.dynalake.compare.ComparedInput;
import io.dynalake.jobs.options.CompareArguments.Input;
import io.dynalake.scan.ScanSettings;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** An input that was found to be there, before anything of it is read. */
sealed interface OpenInput {
  /** As typed. */
  String text();

  /** The attributes that are the key, where the input tells. */
  List<String> keys();

  /** Whether explicit NULLs are told from attributes that are not there. */
  boolean keepsNulls();

  /** A table, which is to be landed yet. */
  record Table(String text, ScanSettings scan, TableDescription found) implements OpenInput {
    @Override
    public List<String> keys() {
      return found.keys();
    }

    @Override
    public boolean keepsNulls() {
      return true;
    }
  }

  /** An export or a dataset. */
  record Files(String text, ComparedInput found) implements OpenInput {
    @Override
    public List<String> keys() {
      return List.of();
    }

    @Override
    public boolean keepsNulls() {
      return found.kind() == ComparedInput.Kind.EXPORT;
    }
  }

  /**
   * Looks for an input.
   *
   * @throws io.dynalake.error.JobException INPUT_MISSING if it is not there
   */
  static OpenInput of(Input input, Configuration hadoop) {
    if (input instanceof Input.Table table) {
      ScanSettings scan = table.scan();
      var client = AwsClients.dynamoDb(Regions.resolve(scan.aws(), scan.request().table()));
      return new Table(
          input.text(), scan, TableDescription.of(client, scan.request().table(), null));
    }
    return new Files(input.text(), ComparedInput.find(input.text(), hadoop));
  }

  default Optional<Table> table() {
    return this instanceof Table table ? Optional.of(table) : Optional.empty();
  }
}
