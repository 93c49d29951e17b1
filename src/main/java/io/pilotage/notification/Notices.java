package io.pilotage.notification;

import io.pilotage.engine.Heading;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.identity.Person;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells people. A notice belongs to the caller's transaction; mail follows after the commit, one
 * message to each person.
 */
@Service
public class Notices {

  private final NoticeTable table;
  private final Outbox outbox;
  private final People people;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Notices(NoticeTable table, Outbox outbox, People people) {
    this.table = table;
    this.outbox = outbox;
    this.people = people;
  }

  /** Tells everybody in a group. The initiative may be missing. */
  @Transactional
  public void tellGroup(
      String group,
      String initiative,
      Kind kind,
      String subject,
      String text,
      Attachment... attachments) {
    post(initiative, kind, group, null, subject, text, people.of(group), attachments);
  }

  /**
   * Tells everybody in a group what nobody was told under this subject before. In a transaction of
   * its own: whoever meets it may be about to fail, or only reading.
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void tellGroupOnce(String group, Kind kind, String subject, String text) {
    if (table.told(subject)) return;
    post(null, kind, group, null, subject, text, people.of(group));
  }

  /** Tells one person. The initiative may be missing. */
  @Transactional
  public void tellPerson(
      String person,
      String initiative,
      Kind kind,
      String subject,
      String text,
      Attachment... attachments) {
    post(
        initiative,
        kind,
        null,
        person,
        subject,
        text,
        people.find(person).stream().toList(),
        attachments);
  }

  /** What was told last, newest first. */
  public List<Notice> latest(int limit) {
    return table.latest(limit);
  }

  /** What was told about an initiative, newest first. */
  public List<Notice> of(String initiative) {
    return table.of(initiative);
  }

  /** Messages that have not reached the mail server yet; always none where mail is off. */
  public long waiting() {
    return table.waiting();
  }

  private void post(
      String initiative,
      Kind kind,
      String group,
      String person,
      String subject,
      String text,
      List<Person> all,
      Attachment... attachments) {
    outbox.post(initiative, kind, group, person, Heading.of(subject), text, all, attachments);
    if (outbox.sends()) Addresses.astray(all).forEach(this::sayOnce);
  }

  /**
   * Whoever has an address that is none hears nothing by mail; administrators hear that once,
   * because they can put it right.
   */
  private void sayOnce(Person person) {
    var subject = "The mail address of " + person.id() + " cannot be used";
    if (!said.add(subject) || table.told(subject)) return;
    tellGroup(
        Groups.ADMINISTRATORS,
        null,
        Kind.INFO,
        subject,
        "“" + person.email().replaceAll("\\p{Cntrl}+", " ") + "” is no mail address. "
            + person.name()
            + " is left out of mails and invitations until it is put right; nobody else is. What is told "
            + "is on the board all the same.");
  }
}
