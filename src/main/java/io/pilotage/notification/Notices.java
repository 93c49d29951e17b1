package io.pilotage.notification;

import io.pilotage.identity.People;
import io.pilotage.identity.Person;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells people. A notice belongs to the caller's transaction; mail follows after the commit, one message to each person. */
@Service
public class Notices {

  private final NoticeTable table;
  private final Outbox outbox;
  private final People people;

  Notices(NoticeTable table, Outbox outbox, People people) {
    this.table = table;
    this.outbox = outbox;
    this.people = people;
  }

  /** Tells everybody in a group. The initiative may be missing. */
  @Transactional
  public void tellGroup(String group, String initiative, Kind kind, String subject, String text, Attachment... attachments) {
    outbox.post(initiative, kind, group, null, subject, text, people.of(group), attachments);
  }

  /** Tells one person. The initiative may be missing. */
  @Transactional
  public void tellPerson(String person, String initiative, Kind kind, String subject, String text, Attachment... attachments) {
    outbox.post(initiative, kind, null, person, subject, text, people.find(person).stream().toList(), attachments);
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

  static List<String> addresses(List<Person> people) {
    return people.stream().filter(Person::hasEmail).map(Person::email).distinct().toList();
  }
}
