package io.dynalake.export;

import io.dynalake.aws.Locations;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens exports: finds their manifests, checks them, and finds the data files they name. */
public final class Exports {
  private Exports() {}

  /**
   * Opens a full export; see {@link #openAny}.
   *
   * @throws JobException USAGE if it is an incremental one, and as {@link #openAny} says
   */
  public static FullExport open(String location, Configuration hadoopConf) {
    Export export = openAny(location, hadoopConf);
    if (export instanceof FullExport full) {
      return full;
    }
    throw new JobException(
        ErrorCode.USAGE,
        export.location()
            + ": an incremental export holds changes, not items; bring it into a dataset by the job"
            + " apply, or name a full export");
  }

  /**
   * Opens an export. Reads both manifests and finds the data files, but reads no data file. A data
   * file that is not there has size −1; reading it throws {@link BadFileException}.
   *
   * @param location of the export's folder, of the folder above it or above AWSDynamoDB if that
   *     holds just one export, or of manifest-summary.json; a path or a URI for Hadoop's FileSystem
   * @throws JobException INPUT_MISSING if there is no export or it is not finished; USAGE if there
   *     are several, or one of a kind that is not read; BAD_DATA if its manifests are damaged,
   *     contradict each other or name files outside the export; SERVICE if the file system fails
   */
  public static Export openAny(String location, Configuration hadoopConf) {
    Path path = Locations.path(location, hadoopConf);
    Storage storage = new Storage(Locations.fileSystem(path, hadoopConf));
    return open(storage, new ExportFolders(storage).find(path));
  }

  /**
   * Opens all exports that are finished in a place: below its folder AWSDynamoDB, or right below
   * it. There need not be any, nor the place.
   */
  public static List<Export> under(String location, Configuration hadoopConf) {
    Path path = Locations.path(location, hadoopConf);
    Storage storage = new Storage(Locations.fileSystem(path, hadoopConf));
    return new ExportFolders(storage)
        .finishedUnder(path).stream().map(folder -> open(storage, folder)).toList();
  }

  private static Export open(Storage storage, Path folder) {
    List<String> warnings = new ArrayList<>();
    Path summaryFile = new Path(folder, Manifest.SUMMARY);
    ManifestSummary summary =
        ManifestSummary.parse(summaryFile, Manifest.read(storage, summaryFile, warnings));
    boolean incremental = summary.incremental(folder);
    summary.requireReadable(folder);
    ExportKeys keys = new ExportKeys(folder, summary.exportId(), incremental);
    Path filesManifest = filesManifest(storage, folder, summary, keys);
    ManifestFiles files = ManifestFiles.read(storage, filesManifest, warnings);
    files.requireItemCount(summary);
    if (incremental) {
      return new IncrementalExport(
          keys.exportId(),
          folder.toString(),
          summary.exportArn(),
          summary.tableArn(),
          summary.tableId(),
          summary.period(),
          summary.view(),
          files.located(storage, keys, summary, LineContent.CHANGES),
          warnings);
    }
    return new FullExport(
        keys.exportId(),
        folder.toString(),
        summary.exportArn(),
        summary.tableArn(),
        summary.tableId(),
        summary.exportTime(),
        files.located(storage, keys, summary, LineContent.ITEMS),
        warnings);
  }

  /** Beside the summary, wherever the export was copied to; only then where the summary says. */
  private static Path filesManifest(
      Storage storage, Path folder, ManifestSummary summary, ExportKeys keys) {
    Path beside = new Path(folder, Manifest.FILES);
    if (storage.exists(beside)) {
      return beside;
    }
    if (!summary.manifestFilesKey().isEmpty()) {
      Path named = keys.resolve(summary.manifestFilesKey());
      if (storage.exists(named)) {
        return named;
      }
    }
    throw new JobException(
        ErrorCode.INPUT_MISSING,
        beside + ": the manifest is missing, so the data files are unknown; copy the export again");
  }
}
