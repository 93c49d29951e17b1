package io.pilotage.traffic.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that ask without a pause, half of them on connections they keep and half on a new one
 * each time, and note every answer.
 */
class LiveTraffic implements AutoCloseable {

  private final int port;
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean open = true;
  private volatile Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
  final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  final AtomicLong all = new AtomicLong();

  LiveTraffic(int port, int count) {
    this.port = port;
    for (int number = 0; number < count; number++) {
      var keeps = number % 2 == 0;
      var caller = new Thread(() -> call(keeps), "caller-" + number);
      caller.setDaemon(true);
      caller.start();
      callers.add(caller);
    }
  }

  /** Counts afresh until so many were answered; each version's part of them, in percent. */
  Map<String, Double> sharesOf(long requests) {
    var fresh = new ConcurrentHashMap<String, AtomicLong>();
    answers = fresh;
    var deadline = System.nanoTime() + 60_000_000_000L;
    while (sum(fresh) < requests) {
      if (System.nanoTime() > deadline)
        throw new AssertionError(
            "Only " + sum(fresh) + " answers in a minute, failures: " + failures);
      LockSupport.parkNanos(1_000_000);
    }
    answers = new ConcurrentHashMap<>();
    var counts = new TreeMap<String, Long>();
    fresh.forEach((version, count) -> counts.put(version, count.get()));
    var total = counts.values().stream().mapToLong(Long::longValue).sum();
    var shares = new TreeMap<String, Double>();
    counts.forEach((version, count) -> shares.put(version, 100.0 * count / total));
    return shares;
  }

  @Override
  public void close() throws InterruptedException {
    open = false;
    for (var caller : callers) caller.join(10_000);
  }

  private static long sum(Map<String, AtomicLong> counted) {
    return counted.values().stream().mapToLong(AtomicLong::get).sum();
  }

  private void call(boolean keeps) {
    while (open) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        var reader = new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        do {
          // Noted before the answer is known: an answer that began before a count belongs to the
          // count before.
          var into = answers;
          var version = ask(socket, reader, keeps);
          into.computeIfAbsent(version, name -> new AtomicLong()).incrementAndGet();
          all.incrementAndGet();
        } while (open && keeps);
      } catch (IOException | RuntimeException failed) {
        failures.add(failed.toString());
        if (failures.size() > 100) return;
      }
    }
  }

  private static String ask(Socket socket, BufferedReader reader, boolean keeps)
      throws IOException {
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(("GET / HTTP/1.1\r\nHost: churn\r\nConnection: " + (keeps ? "keep-alive" : "close")
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    var status = reader.readLine();
    if (status == null || !status.startsWith("HTTP/1.1 200"))
      throw new IOException("answered " + status);
    var length = 0;
    for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine())
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        length = Integer.parseInt(line.substring(15).trim());
    var body = new char[length];
    for (int read = 0; read < length; ) {
      var count = reader.read(body, read, length - read);
      if (count < 0) throw new IOException("answer cut off");
      read += count;
    }
    return new String(body);
  }
}
