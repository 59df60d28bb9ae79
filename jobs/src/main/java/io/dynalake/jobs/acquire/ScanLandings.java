package io.dynalake.jobs.acquire;

import io.dynalake.aws.Locations;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Landing;
import io.dynalake.jobs.options.RunName;
import io.dynalake.scan.ScanSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The scans below a landing's root: {@code table/run}, each an export of its own. A run that nobody
 * named goes on with one that was left unfinished, so that the same command after a crash reads
 * only what is missing.
 */
final class ScanLandings {
  /** Items of an older start and of now would be too far apart to be one table. */
  private static final Duration OLDEST = Duration.ofHours(24);

  private final ScanSettings settings;
  private final Path root;
  private final Configuration hadoop;

  ScanLandings(ScanSettings settings, Configuration hadoop) {
    this.settings = settings;
    this.root =
        new Path(Locations.path(settings.landing(), hadoop), settings.request().table().name());
    this.hadoop = hadoop;
  }

  /** Where a run lands its scan: of a run that nobody named, that of an unfinished one. */
  Path toLand(RunName run, Consumer<String> notes) {
    Optional<Path> unfinished = run.isLasting() ? Optional.empty() : unfinished();
    unfinished.ifPresent(path -> notes.accept("going on with the unfinished scan in " + path));
    return unfinished.orElseGet(() -> new Path(root, run.id()));
  }

  /** The latest scan that is to be gone on with, if there is one. */
  private Optional<Path> unfinished() {
    Instant oldest = Instant.now().minus(OLDEST);
    return Arrays.stream(children())
        .filter(FileStatus::isDirectory)
        .map(FileStatus::getPath)
        .filter(
            child ->
                Landing.find(child.toString(), hadoop)
                    .filter(landing -> !landing.complete())
                    .filter(landing -> Instant.parse(landing.plan().startTime()).isAfter(oldest))
                    .filter(landing -> settings.asksFor(landing.plan()))
                    .isPresent())
        .max(Comparator.comparing(Path::getName));
  }

  private FileStatus[] children() {
    try {
      FileSystem files = Locations.fileSystem(root, hadoop);
      return files.listStatus(root);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          root + ": listing the landing failed; " + e + "; check the location and the rights",
          e);
    }
  }
}
