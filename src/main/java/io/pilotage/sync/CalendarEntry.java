package io.pilotage.sync;

import io.pilotage.identity.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;

/**
 * The invitation to a sync as calendars understand it (RFC 5545, method REQUEST). Its id is the meeting, so sending it again
 * updates the entry. The first guest with a mail address invites.
 */
record CalendarEntry(String meeting, String summary, Instant start, Duration length, List<String> agenda, List<Person> guests) {

  String text() {
    var event = new VEvent(start, length, summary);
    event.add(new Uid(meeting + "@pilotage")).add(new Description(String.join("\n", agenda)));
    var mails = guests.stream().map(Person::email).filter(mail -> mail != null && !mail.isBlank()).distinct().map(mail -> URI.create("mailto:" + mail)).toList();
    mails.stream().limit(1).forEach(mail -> event.add(new Organizer(mail)));
    mails.forEach(mail -> event.add(new Attendee(mail)));
    return new Calendar().withProdId("-//Pilotage//Weekly sync//EN").withDefaults()
        .withProperty(ImmutableMethod.REQUEST).withComponent(event).getFluentTarget().toString();
  }
}
