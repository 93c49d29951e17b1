package io.pilotage.engine.whereabouts;

import java.util.List;

/** A process about an initiative, and where in its diagram it stands. */
public record ProcessAt(String process, List<Place> places) {}
