package io.dynalake.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store that does every change, and every other time loses the answer. */
final class LosingStore implements Store {
  private final Store store;
  private boolean lost;

  LosingStore(Store store) {
    this.store = store;
  }

  private <T> T answer(T answer) throws Outage {
    lost = !lost;
    if (lost) {
      throw new Outage("the answer was lost");
    }
    return answer;
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void prepare() throws Outage {
    store.prepare();
    answer(store);
  }

  @Override
  public boolean enter(RunRecord run, String token) throws Outage {
    return answer(store.enter(run, token));
  }

  @Override
  public Optional<RunRecord> run(String runId) throws Outage {
    return store.run(runId);
  }

  @Override
  public List<RunRecord> runs(int most) throws Outage {
    return store.runs(most);
  }

  @Override
  public Optional<RunRecord> latest(String job, String target, String fingerprint) throws Outage {
    return store.latest(job, target, fingerprint);
  }

  @Override
  public boolean change(RunRecord changed, String token) throws Outage {
    return answer(store.change(changed, token));
  }

  @Override
  public void enterParts(String runId, List<PartRecord> parts) throws Outage {
    store.enterParts(runId, parts);
    answer(runId);
  }

  @Override
  public List<PartRecord> parts(String runId, Set<PartState> states) throws Outage {
    return store.parts(runId, states);
  }

  @Override
  public List<String> changeParts(String runId, List<PartRecord> changed, String token)
      throws Outage {
    return answer(store.changeParts(runId, changed, token));
  }

  @Override
  public Map<PartState, PartTotals> totals(String runId) throws Outage {
    return store.totals(runId);
  }

  @Override
  public void close() {
    store.close();
  }
}
