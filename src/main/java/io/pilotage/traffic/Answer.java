package io.pilotage.traffic;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * What one caller is told to use: the same for the same targeting key as long as the route stands,
 * and a caller who has the candidate keeps it while the share rises.
 *
 * @param version null leaves the choice to the caller's own default
 */
record Answer(Route route, String version, String variant, String reason) {

  static Answer of(Route route, String targetingKey) {
    if (route.onFallback()) return fallback(route, "STATIC");
    if (bucket(route.model(), targetingKey) < route.share())
      return new Answer(route, route.candidate(), "candidate", reason(route));
    if (route.stable() == null) return fallback(route, reason(route));
    return new Answer(route, route.stable(), "stable", reason(route));
  }

  /** The answer as OFREP spells it. */
  Map<String, Object> spelled() {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("key", route.model());
    if (version != null) answer.put("value", version);
    answer.put("reason", reason);
    answer.put("variant", variant);
    answer.put("metadata", metadata());
    return answer;
  }

  /**
   * Where the key lies between 0 and 9999. The candidate has the low end, so that a rising share
   * only adds keys.
   */
  static int bucket(String model, String targetingKey) {
    var bytes = (model + targetingKey).getBytes(StandardCharsets.UTF_8);
    return (int)
        (Integer.toUnsignedLong(MurmurHash3.hash32x86(bytes, 0, bytes.length, 0)) * Route.ALL
            >>> 32);
  }

  private static Answer fallback(Route route, String reason) {
    return new Answer(
        route, route.fallback(), "fallback", route.fallback() == null ? "DISABLED" : reason);
  }

  private static String reason(Route route) {
    return route.share() > 0 && route.share() < Route.ALL ? "SPLIT" : "STATIC";
  }

  private Map<String, Object> metadata() {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("stage", route.stage());
    metadata.put(
        "share",
        route.share() % 100 == 0 ? (Object) (route.share() / 100) : (Object) route.percent());
    metadata.put("generation", route.generation());
    if (route.initiative() != null) metadata.put("initiative", route.initiative());
    // Who can, asks this version too, and reports both answers under one id.
    if (route.inShadow()) metadata.put("shadow", route.candidate());
    return metadata;
  }
}
