package io.pilotage.readiness;

import java.time.Duration;

/** A person answered the test alert of a model. */
public record AlertAcknowledged(String initiative, String model, String by, Duration took) {}
