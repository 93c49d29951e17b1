package io.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** What the documents name exists under that name today. */
class DocsTest {

  private static final Path SOURCES = Path.of("src/main/java/io/pilotage");
  private static final List<Path> DOCS =
      List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("docs/architecture.md"));

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  /** {@code rollout/Retreat} or {@code traffic.Router}: a class by its module. */
  private static final Pattern CLASS = Pattern.compile("[a-z]+(?:[/.][a-z]+)*[/.][A-Z][A-Za-z]+");

  private static final Pattern FILE =
      Pattern.compile("(?:bpmn|forms|docs|src)/[\\w/-]+(?:\\.(?:bpmn|dmn|form|sh|md))?");
  private static final Pattern TEST = Pattern.compile("[A-Z][A-Za-z*…]*(?:Test|IT)");

  @Test
  void everythingNamedExists() throws IOException {
    var tests = tests();
    for (var doc : DOCS)
      assertThat(missing(Files.readString(doc), tests)).as(doc + "").isEmpty();
  }

  @Test
  void whatIsGoneIsFound() throws IOException {
    assertThat(missing(
            "`rollout/Retreated`, `bpmn/gone.bpmn`, `GoneTest` and [this](docs/gone.md); `rollout/Retreat`",
            tests()))
        .containsExactlyInAnyOrder(
            "rollout/Retreated", "bpmn/gone.bpmn", "GoneTest", "docs/gone.md");
  }

  @Test
  void everyModuleIsOnThePicture() throws IOException {
    var picture = Files.readString(Path.of("docs/pictures/modules.svg"));

    assertThat(ApplicationModules.of(Pilotage.class).stream()
            .map(module -> module.getIdentifier().toString()))
        .isNotEmpty()
        .allSatisfy(module -> assertThat(picture).contains(">" + module + "</text>"));
  }

  @Test
  void theReadmeIsReadInOneSitting() throws IOException {
    assertThat(Files.readAllLines(DOCS.get(0))).hasSizeLessThanOrEqualTo(200);
  }

  private static Set<String> missing(String doc, Set<String> tests) {
    var missing = new TreeSet<String>();
    CODE.matcher(doc).results().map(code -> code.group(1)).forEach(code -> {
      if (CLASS.matcher(code).matches()) {
        if (!Files.exists(SOURCES.resolve(code.replace('.', '/') + ".java"))) missing.add(code);
      } else if (FILE.matcher(code).matches()) {
        if (!Files.exists(Path.of(code))) missing.add(code);
      } else if (TEST.matcher(code).matches() && tests.stream().noneMatch(like(code))) {
        missing.add(code);
      }
    });
    LINK.matcher(doc).results().map(link -> link.group(1)).forEach(link -> {
      if (List.of("", "docs").stream().noneMatch(from -> Files.exists(Path.of(from, link))))
        missing.add(link);
    });
    return missing;
  }

  private static Predicate<String> like(String code) {
    var pattern = Pattern.compile(code.replace("*", ".*").replace("…", ".*"));
    return test -> pattern.matcher(test).matches();
  }

  private static Set<String> tests() throws IOException {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
