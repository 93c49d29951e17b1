package io.pilotage.operation;

import java.util.List;

/**
 * How far a model in production is with scaling out: how stable it is, and the five steps in order.
 */
public record ScaleOutView(Stability stability, List<ScaleOutStep> steps) {}
