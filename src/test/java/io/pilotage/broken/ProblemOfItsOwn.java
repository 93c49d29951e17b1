package io.pilotage.broken;

import org.springframework.http.ProblemDetail;

/** Tells in a shape of its own what cannot be done. */
class ProblemOfItsOwn {

  ProblemDetail tell() {
    return ProblemDetail.forStatus(418);
  }
}
