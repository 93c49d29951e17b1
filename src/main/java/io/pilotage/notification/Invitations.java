package io.pilotage.notification;

import io.pilotage.identity.Person;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.springframework.stereotype.Component;

/**
 * Calendar entries that mail programs offer to accept. Times are UTC, so no time zone table is
 * needed or fetched.
 */
@Component
public class Invitations {

  private final NotificationProperties properties;
  private final Clock clock;

  Invitations(NotificationProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * An invitation. The same {@code uid} with a higher {@code sequence} replaces an earlier one in
   * people's calendars. Attendees without an e-mail address that can be used are left out.
   */
  public Attachment invite(
      String uid,
      int sequence,
      String title,
      String text,
      Instant from,
      Duration length,
      Collection<Person> attendees) {
    var event = new VEvent();
    event.add(new Uid(uid));
    event.add(new DtStamp(clock.instant()));
    event.add(new Sequence(sequence));
    event.add(new DtStart<>(from));
    event.add(new DtEnd<>(from.plus(length)));
    event.add(new Summary(title.replaceAll("\\s+", " ")));
    event.add(new Description(text));
    event.add(new Organizer(mailto(properties.from())));
    attendees.stream().filter(Addresses::usable).forEach(person -> event.add(attendee(person)));
    var calendar = new Calendar();
    calendar.add(new ProdId("-//Pilotage//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    calendar.add(ImmutableMethod.REQUEST);
    calendar.add(event);
    return new Attachment(
        "invite.ics",
        "text/calendar; method=REQUEST; charset=UTF-8",
        calendar.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Attendee attendee(Person person) {
    var attendee = new Attendee(mailto(person.email().strip()));
    attendee.add(new Cn(person.name().replaceAll("[\\p{Cntrl}\"]+", " ")));
    attendee.add(Role.REQ_PARTICIPANT);
    attendee.add(PartStat.NEEDS_ACTION);
    attendee.add(Rsvp.TRUE);
    return attendee;
  }

  private static URI mailto(String address) {
    try {
      return new URI("mailto", address, null);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("“" + address + "” is no mail address.", impossible);
    }
  }
}
