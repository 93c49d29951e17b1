package io.pilotage.sync;

import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.identity.Person;
import io.pilotage.initiative.Initiative;
import io.pilotage.notification.Invitations;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes to the people of a sync: data science, the business, and whoever leads it. */
@Component
class SyncMail {

  private static final List<String> INVITED =
      List.of(Groups.DATA_SCIENCE, Groups.BUSINESS, Groups.PROGRAM_MANAGERS);

  private final Notices notices;
  private final Invitations invitations;
  private final People people;
  private final SyncProperties properties;

  SyncMail(Notices notices, Invitations invitations, People people, SyncProperties properties) {
    this.notices = notices;
    this.invitations = invitations;
    this.people = people;
    this.properties = properties;
  }

  /** The agenda with one calendar entry for all who are invited. */
  void invite(Sync sync, Initiative initiative) {
    var subject = "Weekly sync " + initiative.key() + ": " + initiative.title();
    var text = sync.agenda().stream()
        .map(item -> "- " + item)
        .collect(Collectors.joining(
            "\n",
            "Data science and the business meet at " + sync.startsAt() + " (UTC). Agenda:\n",
            "\n"));
    var guests =
        INVITED.stream().map(people::of).flatMap(List::stream).distinct().toList();
    var entry = invitations.invite(
        "sync-" + sync.meeting(), 0, subject, text, sync.startsAt(), properties.length(), guests);
    INVITED.forEach(group ->
        notices.tellGroup(group, initiative.key(), Kind.SYNC_INVITATION, subject, text, entry));
  }

  void escalate(Sync sync, Initiative initiative) {
    var subject = initiative.key() + ": the weekly sync was missed";
    var text = "Nobody held the sync of " + initiative.title() + " for " + sync.slot()
        + ". Please make sure that data science and the business meet: "
        + sync.agenda().size() + " items are on its agenda.";
    escalate(initiative, subject, text);
  }

  /** Weeks without any sync, told once for all of them. */
  void escalateSkipped(List<String> slots, Initiative initiative) {
    escalate(
        initiative,
        initiative.key() + ": weekly syncs were missed",
        "No sync of " + initiative.title() + " was arranged for " + String.join(", ", slots)
            + ", because Pilotage did not run. Please make sure that data science and the business meet this week.");
  }

  private void escalate(Initiative initiative, String subject, String text) {
    notices.tellGroup(Groups.PROGRAM_MANAGERS, initiative.key(), Kind.ESCALATION, subject, text);
    var sponsor =
        Optional.ofNullable(initiative.sponsor()).flatMap(people::find).map(Person::id);
    if (sponsor.isPresent())
      notices.tellPerson(sponsor.get(), initiative.key(), Kind.ESCALATION, subject, text);
    else notices.tellGroup(Groups.BUSINESS, initiative.key(), Kind.ESCALATION, subject, text);
  }
}
