package io.pilotage.notification;

import io.pilotage.notification.NoticeTable.Mail;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.Date;
import java.util.List;

/** A notice as a mail: plain text, a calendar part as an alternative of it, files behind. */
final class Letter {

  private Letter() {}

  static MimeMessage of(
      MimeMessage blank, String from, Mail mail, Notice notice, List<Attachment> attachments)
      throws MessagingException {
    var letter = new StableMessage(
        blank, "<mail-" + mail.id() + "." + notice.at().toEpochMilli() + "@pilotage>");
    letter.setFrom(new InternetAddress(from));
    letter.setRecipient(RecipientType.TO, new InternetAddress(mail.recipient()));
    letter.setSubject(notice.subject().replaceAll("\\s+", " "), "UTF-8");
    letter.setSentDate(Date.from(notice.at()));
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.setContent(content(notice, attachments));
    letter.saveChanges();
    return letter;
  }

  private static MimeMultipart content(Notice notice, List<Attachment> attachments)
      throws MessagingException {
    var alternatives = new MimeMultipart("alternative");
    alternatives.addBodyPart(text(notice.text()));
    for (var attachment : attachments)
      if (isCalendar(attachment)) alternatives.addBodyPart(calendar(attachment));
    var files =
        attachments.stream().filter(attachment -> !isCalendar(attachment)).toList();
    if (files.isEmpty()) return alternatives;

    var mixed = new MimeMultipart("mixed");
    var body = new MimeBodyPart();
    body.setContent(alternatives);
    mixed.addBodyPart(body);
    for (var file : files) mixed.addBodyPart(file(file));
    return mixed;
  }

  private static MimeBodyPart text(String text) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, "UTF-8");
    return part;
  }

  private static MimeBodyPart calendar(Attachment attachment) throws MessagingException {
    var part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(attachment.bytes(), attachment.contentType())));
    part.setHeader("Content-Type", attachment.contentType());
    return part;
  }

  private static MimeBodyPart file(Attachment attachment) throws MessagingException {
    var part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(attachment.bytes(), attachment.contentType())));
    part.setFileName(attachment.fileName());
    part.setDisposition(Part.ATTACHMENT);
    return part;
  }

  private static boolean isCalendar(Attachment attachment) {
    return attachment.contentType().startsWith("text/calendar");
  }

  /** Keeps its Message-ID through every save, so that a repeated message can be recognised. */
  private static final class StableMessage extends MimeMessage {

    private final String id;

    StableMessage(MimeMessage blank, String id) {
      super(blank.getSession());
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
