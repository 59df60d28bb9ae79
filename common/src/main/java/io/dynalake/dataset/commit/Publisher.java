package io.dynalake.dataset.commit;

import java.io.IOException;
import java.util.List;

/** Brings finished files into place. */
interface Publisher {
  /**
   * Checks that exactly these files wait for publication, before anything is published or
   * journaled.
   */
  void check(List<NewFile> files) throws IOException;

  /** Brings the files into place; after an error some of them may be there. */
  void publish(List<NewFile> files, CommitStep.Observer observer) throws IOException;
}
