package io.pilotage.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How deep and long any JSON may be that anybody in this process reads: pages, the engine's two
 * interfaces, variables of processes, other servers. Set before the first reader is made, because a
 * reader keeps the limits it was made with.
 */
public final class JsonLimits
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  public static final String EXCESS =
      "The JSON is nested deeper than 100 levels, or a text, name or number in it is too long. Send it "
          + "flatter and shorter.";

  private static final int DEEPEST = 100;
  private static final int LONGEST_TEXT = 5_000_000;
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_NAME = 5_000;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    StreamReadConstraints.overrideDefaultStreamReadConstraints(StreamReadConstraints.builder()
        .maxNestingDepth(DEEPEST)
        .maxStringLength(LONGEST_TEXT)
        .maxNumberLength(LONGEST_NUMBER)
        .maxNameLength(LONGEST_NAME)
        .build());
  }

  /** What is wrong with a JSON, without the words of the library where it is only too much. */
  public static String told(JsonProcessingException broken) {
    return broken instanceof StreamConstraintsException
        ? "it is nested too deep, or a text, name or number in it is too long."
        : broken.getOriginalMessage();
  }
}
