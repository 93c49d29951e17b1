package io.pilotage.notification;

import io.pilotage.identity.Person;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Who can be written to. An address that is none leaves its owner out, and nobody else. */
final class Addresses {

  private static final int LONGEST = 254;
  // Narrower than the standard: quotes, brackets and lists have no place in what one person writes
  // as an address.
  private static final Pattern PLAIN = Pattern.compile(
      "[^\\s\\p{Cntrl}<>()\\[\\]\",:;\\\\@]+@[^\\s\\p{Cntrl}<>()\\[\\]\",:;\\\\@]+");

  private Addresses() {}

  /** The addresses that can be used, each once. */
  static List<String> of(Collection<Person> people) {
    return people.stream()
        .filter(Addresses::usable)
        .map(Person::email)
        .map(String::strip)
        .distinct()
        .toList();
  }

  /** Those who gave an address that is none. */
  static List<Person> astray(Collection<Person> people) {
    return people.stream()
        .filter(person -> person.hasEmail() && !usable(person))
        .toList();
  }

  static boolean usable(Person person) {
    if (!person.hasEmail()) return false;
    var address = person.email().strip();
    if (address.length() > LONGEST || !PLAIN.matcher(address).matches()) return false;
    try {
      new InternetAddress(address, true);
      return true;
    } catch (AddressException broken) {
      return false;
    }
  }
}
