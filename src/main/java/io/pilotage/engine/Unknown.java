package io.pilotage.engine;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Something that was asked for by a name nobody has given. The API answers 404 with problem details
 * naming the field, a page says so too.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
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
