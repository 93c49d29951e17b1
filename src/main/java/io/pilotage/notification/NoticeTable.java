package io.pilotage.notification;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The SQL of what was told and of the messages on their way. */
@Repository
class NoticeTable {

  private static final String NOTICES =
      "select id, told_at, initiative, kind, to_group, to_person, subject, body from notice ";

  private final JdbcClient jdbc;

  NoticeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long add(
      Instant at,
      String initiative,
      Kind kind,
      String group,
      String person,
      String subject,
      String text) {
    var id = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into notice (told_at, initiative, kind, to_group, to_person, subject, body) values "
                + "(?, ?, ?, ?, ?, ?, ?)")
        .param(1, utc(at))
        .param(2, initiative)
        .param(3, kind.name())
        .param(4, group)
        .param(5, person)
        .param(6, subject)
        .param(7, text)
        .update(id, "id");
    return id.getKeyAs(Number.class).longValue();
  }

  void attach(long notice, Attachment attachment) {
    jdbc.sql(
            "insert into notice_attachment (notice, file_name, content_type, content) values (?, ?, ?, ?)")
        .params(notice, attachment.fileName(), attachment.contentType(), attachment.bytes())
        .update();
  }

  void queue(long notice, String recipient, Instant now) {
    jdbc.sql("insert into mail (notice, recipient, next_try_at, tries) values (?, ?, ?, 0)")
        .params(notice, recipient, utc(now))
        .update();
  }

  List<Notice> latest(int limit) {
    return jdbc.sql(NOTICES + "order by id desc limit ?")
        .param(limit)
        .query(NoticeTable::notice)
        .list();
  }

  List<Notice> of(String initiative) {
    return jdbc.sql(NOTICES + "where initiative = ? order by id desc")
        .param(initiative)
        .query(NoticeTable::notice)
        .list();
  }

  /** Whether anybody was told this before. */
  boolean told(String subject) {
    return jdbc.sql("select count(*) from notice where subject = ?")
            .param(subject)
            .query(Long.class)
            .single()
        > 0;
  }

  Notice get(long id) {
    return jdbc.sql(NOTICES + "where id = ?")
        .param(id)
        .query(NoticeTable::notice)
        .single();
  }

  List<Attachment> attachments(long notice) {
    return jdbc.sql(
            "select file_name, content_type, content from notice_attachment where notice = ? order by id")
        .param(notice)
        .query((row, number) -> new Attachment(row.getString(1), row.getString(2), row.getBytes(3)))
        .list();
  }

  List<Mail> due(Instant now, int limit) {
    return jdbc.sql(
            "select id, notice, recipient, tries, next_try_at from mail where sent_at is null and next_try_at <= ?"
                + " order by next_try_at, id limit ?")
        .params(utc(now), limit)
        .query((row, number) -> new Mail(
            row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4), instant(row, 5)))
        .list();
  }

  long waiting() {
    return jdbc.sql("select count(*) from mail where sent_at is null")
        .query(Long.class)
        .single();
  }

  /** Takes a message for sending until the given time; false when another node was faster. */
  boolean claim(Mail mail, Instant until) {
    return jdbc.sql(
                "update mail set next_try_at = ?, tries = tries + 1 where id = ? and tries = ? and sent_at is null")
            .params(utc(until), mail.id(), mail.tries())
            .update()
        == 1;
  }

  void sent(Mail mail, Instant at) {
    jdbc.sql("update mail set sent_at = ?, trouble = null where id = ?")
        .params(utc(at), mail.id())
        .update();
  }

  void failed(Mail mail, String trouble, Instant nextTry) {
    jdbc.sql("update mail set next_try_at = ?, trouble = ? where id = ?")
        .params(utc(nextTry), trouble, mail.id())
        .update();
  }

  private static Notice notice(ResultSet row, int number) throws SQLException {
    return new Notice(
        row.getLong(1),
        instant(row, 2),
        row.getString(3),
        Kind.valueOf(row.getString(4)),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8));
  }

  /** One message to one person. */
  record Mail(long id, long notice, String recipient, int tries, Instant nextTry) {}
}
