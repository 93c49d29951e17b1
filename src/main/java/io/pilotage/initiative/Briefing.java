package io.pilotage.initiative;

import java.time.LocalDate;

/** Who attended when security, legal and risk were briefed; one name or more each. */
public record Briefing(LocalDate heldOn, String security, String legal, String risk, String concerns) {}
