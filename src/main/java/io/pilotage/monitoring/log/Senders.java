package io.pilotage.monitoring.log;

import io.pilotage.engine.Unknown;
import io.pilotage.identity.Reach;
import io.pilotage.identity.ServiceTokens;
import io.pilotage.monitoring.intake.BadLine;
import io.pilotage.monitoring.intake.Lines;
import io.pilotage.monitoring.intake.Outcome;
import io.pilotage.monitoring.intake.Prediction;
import io.pilotage.registry.Models;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Knows whose predictions are taken: those of registered models, and of these the ones the caller's
 * token is for. A version nobody approved is logged all the same, and reported.
 */
@Component
class Senders {

  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private record Serving(String model, String version) {}

  private final Models models;
  private final ServiceTokens tokens;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<Serving, Instant> lookedAt = new ConcurrentHashMap<>();

  Senders(Models models, ServiceTokens tokens) {
    this.models = models;
    this.tokens = tokens;
  }

  Batch batch() {
    return new Batch(tokens.reach());
  }

  /** The name of a registered model, as given. */
  String known(String model) {
    if (!isKnown(model))
      throw new Unknown("model", "No model “" + Lines.shortened(model) + "” is registered.");
    return model;
  }

  /** What one request has told about its senders. */
  class Batch {

    private final Reach reach;
    private final Map<String, Set<String>> seen = new HashMap<>();
    private Set<String> registered;

    private Batch(Reach reach) {
      this.reach = reach;
    }

    Prediction checked(Prediction prediction) {
      var versions = seen.get(prediction.model());
      if (versions == null) seen.put(prediction.model(), versions = admitted(prediction.model()));
      versions.add(prediction.version());
      return prediction;
    }

    /**
     * An outcome is told of the model that is named, else of the one that has its id; a token that
     * is bound speaks of its own models alone.
     */
    Outcome checked(Outcome outcome) {
      if (!reach.bound()) return outcome;
      if (outcome.model() == null && reach.models().size() == 1)
        return outcome.of(reach.models().iterator().next());
      if (outcome.model() == null)
        throw new BadLine(
            "model",
            "This is missing: the token is for several models, so the line has to say which one it is about.");
      if (!reach.covers(outcome.model()))
        throw new BadLine("model", reach.refusal(outcome.model()));
      return outcome;
    }

    /** Reports what should not serve. The predictions are kept whatever becomes of it. */
    void report() {
      seen.forEach(Senders.this::lookAt);
    }

    /** Asked once a request, however many names a request makes up. */
    private Set<String> registered() {
      if (registered == null) known.addAll(registered = models.names());
      return registered;
    }

    private Set<String> admitted(String model) {
      if (!reach.covers(model)) throw new BadLine("model", reach.refusal(model));
      if (!known.contains(model) && !registered().contains(model))
        throw new BadLine("model", "No model “" + Lines.shortened(model) + "” is registered.");
      return new HashSet<>();
    }
  }

  private boolean isKnown(String model) {
    if (known.contains(model)) return true;
    boolean found = models.known(model);
    if (found) known.add(model);
    return found;
  }

  private void lookAt(String model, Set<String> versions) {
    var now = Instant.now();
    if (lookedAt.size() > 100_000) lookedAt.clear();
    var due = versions.stream()
        .map(Lines::shortened)
        .filter(version -> {
          var last = lookedAt.get(new Serving(model, version));
          return last == null || !now.isBefore(last.plus(LOOK_AGAIN));
        })
        .collect(Collectors.toSet());
    if (due.isEmpty()) return;
    due.forEach(version -> lookedAt.put(new Serving(model, version), now));
    try {
      models.reportUnauthorised(model, due, "prediction log");
    } catch (DataAccessException | TransactionException failure) {
      due.forEach(version -> lookedAt.remove(new Serving(model, version)));
      LOG.warn("Could not look whether the versions seen of {} may serve", model, failure);
    }
  }
}
