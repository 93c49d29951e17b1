package io.pilotage.readiness;

import io.pilotage.gate.Effect;
import java.time.Instant;

/** One of the go-live six as it stood when it was last checked. */
public record GoLiveCheck(GoLiveItem item, Effect effect, String fact, Instant checkedAt) {}
