package io.pilotage.sync;

import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiative;
import io.pilotage.notification.Attachment;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes to the people of a sync. */
@Component
class Invitations {

  private static final List<String> SIDES = List.of(Groups.PROGRAM_MANAGERS, Groups.DATA_SCIENCE, Groups.BUSINESS);

  private final Notices notices;
  private final People people;
  private final SyncProperties properties;

  Invitations(Notices notices, People people, SyncProperties properties) {
    this.notices = notices;
    this.people = people;
    this.properties = properties;
  }

  /** The agenda with a calendar entry, to both sides and to whoever leads the sync. */
  void send(Sync sync, String title) {
    var subject = "Weekly sync " + sync.initiative() + ": " + title;
    var guests = SIDES.stream().map(people::of).flatMap(List::stream).distinct().toList();
    var entry = new CalendarEntry(sync.meeting(), subject, sync.startsAt(), properties.length(), sync.agenda(), guests).text();
    var text = Stream.concat(Stream.of("Data science and the business meet at " + sync.startsAt() + " (UTC). Agenda:"),
        sync.agenda().stream().map(item -> "- " + item)).reduce((above, below) -> above + "\n" + below).orElseThrow();
    SIDES.forEach(group -> notices.tellGroup(group, sync.initiative(), Kind.INVITATION, subject, text, Attachment.calendar(entry)));
  }

  void escalate(Sync sync, Initiative initiative) {
    var subject = initiative.key() + ": the weekly sync was missed";
    var text = "Nobody recorded the sync of " + initiative.title() + " for " + sync.slot()
        + ". Please make sure that data science and the business meet: its agenda has " + sync.agenda().size() + " items.";
    Stream.of(Groups.PROGRAM_MANAGERS, Groups.BUSINESS).forEach(group -> notices.tellGroup(group, initiative.key(), Kind.ESCALATION, subject, text));
  }
}
