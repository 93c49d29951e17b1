package io.pilotage.traffic;

/** The embedded router answers differently from now on, whichever node changed the route. */
record ServingChanged(Route route) {}
