package io.pilotage.broken;

import io.pilotage.engine.StoredAs;

/** Two facts with one stored name: who asks for the one would be given the other. */
public class KeptTwice {

  @StoredAs("agreement")
  record Agreed() {}

  @StoredAs("agreement")
  record AgreedAgain() {}

  @StoredAs("verdict")
  record Judged() {}
}
