package io.pilotage.traffic;

import io.pilotage.identity.ForServices;
import io.pilotage.identity.Scope;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells callers who keep a stream open that answers have changed, so that they ask again at once.
 * Told by a thread of its own: a listener that reads slowly must not hold up whoever moves the
 * traffic.
 */
@RestController
class OfrepStream {

  static final String PATH = "/ofrep/v1/stream";
  /** After so many silent seconds a listener may take the stream for dead. */
  static final int SILENT_SECONDS = 60;

  private static final int MOST_LISTENERS = 1_000;
  private static final long NO_TIMEOUT = 0;

  private final Set<SseEmitter> listeners = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean news = new AtomicBoolean();
  private final Clock clock;
  private final TaskExecutor teller;

  OfrepStream(Clock clock, @Qualifier("ofrepTeller") TaskExecutor teller) {
    this.clock = clock;
    this.teller = teller;
  }

  // Traffic may still be moved by requests that are under way when the server is stopped.
  @Bean(defaultCandidate = false)
  static ThreadPoolTaskExecutor ofrepTeller(ThreadPoolTaskExecutorBuilder threads) {
    return threads
        .threadNamePrefix("ofrep-stream-")
        .corePoolSize(1)
        .maxPoolSize(1)
        .acceptTasksAfterContextClose(true)
        .build();
  }

  @Operation(summary = "Hear of every changed route, as server-sent events")
  @ForServices(Scope.OFREP)
  @GetMapping(path = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter listen() {
    if (listeners.size() >= MOST_LISTENERS)
      throw new ResponseStatusException(
          HttpStatus.TOO_MANY_REQUESTS,
          "Too many streams are open. Ask again with If-None-Match instead.");
    var listener = new SseEmitter(NO_TIMEOUT);
    listener.onCompletion(() -> listeners.remove(listener));
    listener.onError(gone -> listeners.remove(listener));
    listeners.add(listener);
    send(listener, SseEmitter.event().comment("listening"));
    return listener;
  }

  /** Many changes at once are one piece of news. */
  @EventListener
  void on(ServingChanged changed) {
    if (!listeners.isEmpty() && news.compareAndSet(false, true)) teller.execute(this::tell);
  }

  @Scheduled(fixedDelay = SILENT_SECONDS * 1_000 / 3)
  void stayAlive() {
    teller.execute(
        () -> listeners.forEach(listener -> send(listener, SseEmitter.event().comment("alive"))));
  }

  private void tell() {
    news.set(false);
    var told =
        Map.of("type", "refetchEvaluation", "lastModified", clock.instant().getEpochSecond());
    listeners.forEach(listener ->
        send(listener, SseEmitter.event().name("message").data(told, MediaType.APPLICATION_JSON)));
  }

  private void send(SseEmitter listener, SseEmitter.SseEventBuilder event) {
    try {
      listener.send(event);
    } catch (IOException | IllegalStateException gone) {
      listeners.remove(listener);
    }
  }

  /** Before the server waits for requests that are under way: a stream never ends by itself. */
  @EventListener(ContextClosedEvent.class)
  void endStreams() {
    listeners.forEach(SseEmitter::complete);
  }
}
