package io.pilotage.engine;

/** Something that was asked for by a name nobody has given. The API answers 404 with problem details naming the field. */
public class Unknown extends RuntimeException {

  private final String field;

  public Unknown(String field, String sentence) {
    super(sentence);
    this.field = field;
  }

  /** The form field, JSON member or path part that names it. */
  public String field() {
    return field;
  }
}
