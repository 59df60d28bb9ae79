package io.dynalake.bench.peer;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Export;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** A way to do a piece of work. */
public interface Peer {
  /** The command that does it with an export, and puts what it makes into a folder. */
  Invocation invocation(Export export, Path output) throws IOException, InterruptedException;

  /**
   * Items it dealt with, to tell whether it did its work.
   *
   * @param printed all that the process printed
   */
  long items(Path output, String printed);

  /**
   * Items it should deal with, mostly all of them; if that is not known, all peers must at least
   * agree.
   */
  default OptionalLong expectedItems(DataSet data) {
    return OptionalLong.of(data.items());
  }

  /** The part of its time that the process timed itself; zero if none. */
  default Duration work(Path output, String printed) {
    return Duration.ZERO;
  }

  /** CPU time so far of a server that it works with; zero if there is none. */
  default Duration serverCpu() {
    return Duration.ZERO;
  }
}
