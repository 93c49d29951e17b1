package io.pilotage.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An accepted version that waits until it is rolled out.
 *
 * @param behind the version directly ahead of it; null where the way is free and it begins in a
 *     moment
 */
public record WaitingVersion(
    String version,
    String initiative,
    Instant since,
    @JsonInclude(JsonInclude.Include.NON_NULL) String behind) {}
