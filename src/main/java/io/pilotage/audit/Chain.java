package io.pilotage.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * How an entry is sealed: SHA-256 over a JSON array of its texts, so that no two different entries
 * read the same.
 */
final class Chain {

  /** What the first entry follows. */
  static final String BEGINNING = "0".repeat(64);

  private static final ObjectMapper CANONICAL = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
      .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
      .build();

  private Chain() {}

  static Entry seal(long number, String previousHash, Fact fact) {
    return new Entry(
        number,
        fact.at(),
        fact.initiative(),
        fact.actor(),
        fact.action(),
        fact.subject(),
        fact.details(),
        previousHash,
        hash(number, previousHash, fact));
  }

  static boolean sealed(Entry entry) {
    var fact = new Fact(
        entry.at(),
        entry.initiative(),
        entry.actor(),
        entry.action(),
        entry.subject(),
        entry.details());
    return hash(entry.number(), entry.previousHash(), fact).equals(entry.hash());
  }

  static String json(Map<String, ?> details) {
    return text(details == null ? Map.of() : details);
  }

  private static String hash(long number, String previousHash, Fact fact) {
    var content = text(Arrays.asList(
        previousHash,
        Long.toString(number),
        fact.at().toString(),
        fact.initiative(),
        fact.actor(),
        fact.action(),
        fact.subject(),
        fact.details()));
    return HexFormat.of().formatHex(sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Object value) {
    try {
      return CANONICAL.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(
          "The details of an entry must be plain values that JSON can hold.", unwritable);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
