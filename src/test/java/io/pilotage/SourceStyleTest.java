package io.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * What the formatter leaves as it is: long words in texts and text blocks, and a choice within a
 * choice.
 */
class SourceStyleTest {

  private static final int COLUMNS = 120;

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
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null);
        var files = Files.walk(Path.of("src/main/java"))) {
      var sources = files.filter(file -> file.toString().endsWith(".java")).toList();

      assertThat(choicesWithinChoices(manager.getJavaFileObjectsFromPaths(sources)))
          .isEmpty();
    }
  }

  @Test
  void aChoiceWithinAChoiceIsFound() throws IOException {
    assertThat(choicesWithinChoices(List.of(source("""
            class Some {
              int one = a ? 1 : 2;
              int two = a ? 1 :
                  (b ? 2 : 3);
              int three = a ? list.map(each -> each ? 1 : 2) : 3;
              int four = (a ? b : c) ? 1 : 2;
            }"""))))
        .containsExactly("Some.java:4", "Some.java:5", "Some.java:6");
  }

  /**
   * Where a conditional expression stands within another one: the inner one is a step that wants a
   * name.
   */
  private static List<String> choicesWithinChoices(Iterable<? extends JavaFileObject> sources)
      throws IOException {
    var parser = (JavacTask) ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, null, List.of("-proc:none"), null, sources);
    var positions = Trees.instance(parser).getSourcePositions();
    var found = new ArrayList<String>();
    for (CompilationUnitTree file : parser.parse()) {
      new TreePathScanner<Void, Void>() {
        private int within;

        @Override
        public Void visitConditionalExpression(ConditionalExpressionTree choice, Void nothing) {
          if (within > 0) {
            long at = positions.getStartPosition(file, choice);
            String name = Path.of(file.getSourceFile().getName()).getFileName().toString();
            found.add(name + ":" + file.getLineMap().getLineNumber(at));
          }
          within++;
          super.visitConditionalExpression(choice, nothing);
          within--;
          return null;
        }
      }.scan(file, null);
    }
    return found;
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
