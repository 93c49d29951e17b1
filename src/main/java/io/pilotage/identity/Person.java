package io.pilotage.identity;

/** Somebody who can log in. The e-mail address may be missing. */
public record Person(String id, String name, String email) {

  public boolean hasEmail() {
    return email != null && !email.isBlank();
  }
}
