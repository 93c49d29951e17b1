package io.pilotage.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import io.pilotage.engine.Unknown;
import io.pilotage.registry.Models;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Knows whose predictions are taken: those of registered models. A version nobody approved is logged all the same, and reported. */
@Component
class Senders {

  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private record Serving(String model, String version) {}

  private final Models models;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<Serving, Instant> lookedAt = new ConcurrentHashMap<>();

  Senders(Models models) {
    this.models = models;
  }

  Batch batch() {
    return new Batch();
  }

  /** The name of a registered model, as given. */
  String known(String model) {
    if (!isKnown(model)) throw new Unknown("model", "No model “" + Lines.shortened(model) + "” is registered.");
    return model;
  }

  /** What one request has told about its senders. */
  class Batch {

    private final Map<String, Boolean> asked = new HashMap<>();
    private final Map<String, Set<String>> seen = new HashMap<>();

    Prediction checked(Prediction prediction) {
      if (!asked.computeIfAbsent(prediction.model(), Senders.this::isKnown)) {
        throw new BadLine("model", "No model “" + Lines.shortened(prediction.model()) + "” is registered.");
      }
      seen.computeIfAbsent(prediction.model(), model -> new HashSet<>()).add(prediction.version());
      return prediction;
    }

    /** Reports what should not serve. The predictions are kept whatever becomes of it. */
    void report() {
      seen.forEach((model, versions) -> versions.forEach(version -> lookAt(model, version)));
    }
  }

  private boolean isKnown(String model) {
    if (known.contains(model)) return true;
    boolean found = models.known(model);
    if (found) known.add(model);
    return found;
  }

  private void lookAt(String model, String version) {
    var serving = new Serving(model, version);
    var now = Instant.now();
    var last = lookedAt.get(serving);
    if (last != null && now.isBefore(last.plus(LOOK_AGAIN))) return;
    if (lookedAt.size() > 100_000) lookedAt.clear();
    lookedAt.put(serving, now);
    try {
      models.reportUnauthorised(model, version, "prediction log");
    } catch (DataAccessException | TransactionException failure) {
      lookedAt.remove(serving);
      LOG.warn("Could not look whether version {} of {} may serve", version, model, failure);
    }
  }
}
