package io.pilotage.identity;

import java.util.Set;

/**
 * The models a caller may speak about: those its token is bound to, or all.
 *
 * @param models empty for all of them
 */
public record Reach(Set<String> models) {

  static final Reach ALL = new Reach(Set.of());

  public boolean covers(String model) {
    return models.isEmpty() || models.contains(model);
  }

  public boolean bound() {
    return !models.isEmpty();
  }

  /** Why something about this model is refused, as a sentence. */
  public String refusal(String model) {
    return "This token is not for the model “"
        + (model.length() <= 60 ? model : model.substring(0, 60) + "…")
        + "”. Its models are in pilotage.identity.tokens.";
  }
}
