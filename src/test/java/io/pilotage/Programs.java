package io.pilotage;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Programs from outside that some tests drive. Where one is missing its tests are left out, and
 * said so; with {@code CI=true} they fail, so that nothing is left out unseen.
 */
public final class Programs {

  private Programs() {}

  /** Where the program lies; leaves the test out, or fails it on CI, when it lies nowhere. */
  public static Path require(String program) {
    var found = find(program);
    if (found.isPresent()) return found.get();
    var why =
        "The program “" + program + "” is not installed (Debian: apt-get install " + program + ").";
    if ("true".equals(System.getenv("CI"))) return fail(why + " On CI nothing is left out.");
    System.out.println("LEFT OUT: " + caller() + ". " + why);
    throw new TestAbortedException(why);
  }

  private static Optional<Path> find(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)),
            Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames
            .map(StackWalker.StackFrame::getClassName)
            .filter(name -> !name.equals(Programs.class.getName()))
            .findFirst()
            .orElse("a test"));
  }
}
