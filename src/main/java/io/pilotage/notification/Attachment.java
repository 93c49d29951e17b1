package io.pilotage.notification;

/**
 * A file that goes with a message. Of type {@code text/calendar} it becomes a part that mail
 * programs offer to accept.
 */
public record Attachment(String fileName, String contentType, byte[] bytes) {}
