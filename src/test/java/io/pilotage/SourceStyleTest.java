package io.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * What the formatter leaves as it is: long words in texts and text blocks, a choice within a
 * choice, and more values in a row than anybody can tell apart.
 */
class SourceStyleTest {

  private static final int COLUMNS = 120;
  private static final int MOST_VALUES = 10;

  // They wait for names for their parts; none may be added.
  private static final Set<String> KNOWN_ROWS =
      Set.of("InitiativeView", "JudgedMetric", "ModelView", "Rollback", "Route");

  // Whom they work with has a type each: exchanged, it would not compile.
  private static final Set<String> SERVICES = Set.of("Stages", "Watches");

  @Test
  void noLineIsLongerThanAScreenIsWide() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      assertThat(files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(SourceStyleTest::tooLong))
          .isEmpty();
    }
  }

  @Test
  void aLongLineIsFound() {
    assertThat(tooLong(Path.of("Some.java"), List.of("é".repeat(COLUMNS), "x".repeat(COLUMNS + 1))))
        .containsExactly("Some.java:2 has 121 columns");
  }

  @Test
  void noChoiceIsWrittenWithinAChoice() throws IOException {
    assertThat(found("src/main/java", new ChoicesWithinChoices())).isEmpty();
  }

  @Test
  void aChoiceWithinAChoiceIsFound() throws IOException {
    assertThat(found(List.of(source("""
            class Some {
              int one = a ? 1 : 2;
              int two = a ? 1 :
                  (b ? 2 : 3);
              int three = a ? list.map(each -> each ? 1 : 2) : 3;
              int four = (a ? b : c) ? 1 : 2;
            }""")), new ChoicesWithinChoices()))
        .containsExactly("Some.java:4", "Some.java:5", "Some.java:6");
  }

  /** Names for the parts: smaller records, or what is read from settings and rows by its name. */
  @Test
  void nothingIsMadeOfMoreValuesThanAnybodyCanTellApart() throws IOException {
    assertThat(found("src", new LongRows()).stream().filter(place -> !known(place)))
        .isEmpty();
  }

  @Test
  void aLongRowOfValuesIsFound() throws IOException {
    assertThat(found(List.of(source("""
            class Some {
              Object ten = new Ten(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
              Object eleven = new Some.Eleven<>(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
              Object list = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            }""")), new LongRows())).containsExactly("Some.java:3 Eleven");
  }

  private static boolean known(String place) {
    var type = place.substring(place.indexOf(' ') + 1);
    return KNOWN_ROWS.contains(type) || SERVICES.contains(type);
  }

  private static List<String> found(String folder, Scanner scanner) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null);
        var files = Files.walk(Path.of(folder))) {
      var sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      return found(manager.getJavaFileObjectsFromPaths(sources), scanner);
    }
  }

  private static List<String> found(Iterable<? extends JavaFileObject> sources, Scanner scanner)
      throws IOException {
    var parser = (JavacTask) ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, null, List.of("-proc:none"), null, sources);
    scanner.positions = Trees.instance(parser).getSourcePositions();
    for (var file : parser.parse()) {
      scanner.file = file;
      scanner.scan(file, null);
    }
    return scanner.found;
  }

  /** Reads code as the compiler does, and notes places. */
  private abstract static class Scanner extends TreeScanner<Void, Void> {

    private final List<String> found = new ArrayList<>();
    private SourcePositions positions;
    private CompilationUnitTree file;

    void note(Tree place, String what) {
      var line = file.getLineMap().getLineNumber(positions.getStartPosition(file, place));
      var name = Path.of(file.getSourceFile().getName()).getFileName();
      found.add((name + ":" + line + " " + what).strip());
    }
  }

  /** A conditional expression within another one is a step that wants a name. */
  private static class ChoicesWithinChoices extends Scanner {

    private int within;

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree choice, Void nothing) {
      if (within > 0) note(choice, "");
      within++;
      super.visitConditionalExpression(choice, nothing);
      within--;
      return null;
    }
  }

  private static class LongRows extends Scanner {

    @Override
    public Void visitNewClass(NewClassTree made, Void nothing) {
      var type = made.getIdentifier().toString().replaceAll("<.*", "");
      if (made.getArguments().size() > MOST_VALUES)
        note(made, type.substring(type.lastIndexOf('.') + 1));
      return super.visitNewClass(made, nothing);
    }
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(URI.create("string:///Some.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoringEncodingErrors) {
        return text;
      }
    };
  }

  private static Stream<String> tooLong(Path file) {
    try {
      return tooLong(file, Files.readAllLines(file)).stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> tooLong(Path file, List<String> lines) {
    var found = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      int columns = lines.get(i).codePointCount(0, lines.get(i).length());
      if (columns > COLUMNS) found.add(file + ":" + (i + 1) + " has " + columns + " columns");
    }
    return found;
  }
}
