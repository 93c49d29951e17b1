package io.pilotage.engine;

import org.springframework.http.HttpStatus;

/**
 * Something that was asked for by a name nobody has given. The API answers 404 with problem details
 * naming the field, a page says so too.
 */
public class Unknown extends Problem {

  public Unknown(String field, String sentence) {
    super(HttpStatus.NOT_FOUND, field, sentence);
  }
}
