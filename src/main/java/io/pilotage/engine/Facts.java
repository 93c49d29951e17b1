package io.pilotage.engine;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * The read-only facts of a form, one labelled line each, as Markdown that cannot be broken by what
 * people typed.
 */
public final class Facts {

  /** Shown by a form's first text element as {@code {{facts}}}; local to its task. */
  public static final ProcessVariable<String> FACTS = ProcessVariable.text("facts");

  // A text variable longer than the engine's column would fail the task; the page of the initiative
  // has the whole.
  private static final int LONGEST = 3_900;

  private final StringBuilder lines = new StringBuilder();

  private Facts() {}

  public static Facts about() {
    return new Facts();
  }

  /** Adds a line; a missing value reads as a dash. */
  public Facts line(String label, Object value) {
    lines
        .append("- **")
        .append(escape(label))
        .append(":** ")
        .append(value == null ? "–" : escape(value.toString()))
        .append('\n');
    return this;
  }

  /** Adds a line without a label. */
  public Facts line(String sentence) {
    lines.append("- ").append(escape(sentence)).append('\n');
    return this;
  }

  public void showOn(VariableScope task) {
    FACTS.setLocal(task, shown());
  }

  String shown() {
    var text = lines.isEmpty() ? "Nothing is recorded yet." : lines.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static String escape(String text) {
    return PlainWords.in(text)
        .strip()
        .replaceAll("\\s+", " ")
        .replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1");
  }
}
