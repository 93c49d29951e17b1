package io.pilotage.whole;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an outsider can do from one machine: clients that send a byte now and then, bodies without
 * end, guessed passwords. Each at a pace of its own, so that the server is what is measured and not
 * who attacks it.
 */
final class Attackers implements AutoCloseable {

  private static final int SLOW = 260;
  private static final int SLOW_PAUSE_MILLIS = 4_000;
  private static final long LARGE = 400_000_000;
  private static final int LARGE_PAUSE_MILLIS = 2_000;
  static final int LOGINS = 5_000;
  private static final int GUESSERS = 2;

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String[][] LARGE_ONES = {
    {"/engine-rest/task", "application/json", "legal"},
    {"/login", FORM, null},
    {"/login", "multipart/form-data; boundary=cut", null},
    {"/engine-rest/task", "application/json", null},
    {"/api/models/none/rollback", "application/json", "operations"},
    {"/api/predictions", "application/x-ndjson", null},
    {"/api/alerts", "application/json", null},
    {"/ofrep/v1/evaluate/flags/none", "application/json", null},
    {"/api/initiatives/NONE-1/datasets", "multipart/form-data; boundary=cut", "pm"},
    {"/camunda/api/engine/engine/default/task", "application/json", null}
  };

  private final InetSocketAddress server;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(5);
  private final SocketChannel[] slow = new SocketChannel[SLOW];
  private final AtomicInteger nextSlow = new AtomicInteger();
  private final AtomicInteger nextLarge = new AtomicInteger();
  private final AtomicInteger guessed = new AtomicInteger();
  private final Map<String, Integer> heard = new ConcurrentHashMap<>();

  Attackers(String address) {
    var at = URI.create(address);
    this.server = new InetSocketAddress(at.getHost(), at.getPort());
  }

  /** Begins, and spreads the guessed passwords over this time. */
  void begin(int seconds) {
    var unused = threads.scheduleAtFixedRate(
        this::drip, 0, SLOW_PAUSE_MILLIS * 1_000L / SLOW, TimeUnit.MICROSECONDS);
    unused =
        threads.scheduleAtFixedRate(this::pour, 500, LARGE_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    for (int i = 0; i < GUESSERS; i++) threads.execute(new Guesser(seconds));
  }

  int guessed() {
    return guessed.get();
  }

  int poured() {
    return Math.min(nextLarge.get(), LARGE_ONES.length);
  }

  /** What they were told, by attack and status, and how often. */
  Map<String, Integer> heard() {
    return new TreeMap<>(heard);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (var channel : slow) if (channel != null) channel.close();
  }

  /** The next of the slow ones sends its byte, or comes again when it was thrown out. */
  private void drip() {
    int i = nextSlow.getAndIncrement() % SLOW;
    try {
      if (slow[i] == null) {
        slow[i] = SocketChannel.open(server);
        slow[i].write(text("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + FORM
            + "\r\nContent-Length: 1000\r\n\r\n"));
        slow[i].configureBlocking(false);
      }
      var answer = ByteBuffer.allocate(16);
      int got = slow[i].read(answer);
      if (got > 0)
        note("slow body", new String(answer.array(), 0, got, StandardCharsets.ISO_8859_1));
      if (got != 0) throw new IOException("thrown out");
      slow[i].write(text("a"));
    } catch (IOException thrownOut) {
      hangUp(i);
    }
  }

  private void hangUp(int i) {
    try {
      if (slow[i] != null) slow[i].close();
    } catch (IOException gone) {
      // It is closed all the same.
    }
    slow[i] = null;
  }

  private void pour() {
    int i = nextLarge.getAndIncrement();
    if (i >= LARGE_ONES.length) return;
    var path = LARGE_ONES[i][0];
    try (var line = new Socket(server.getAddress(), server.getPort())) {
      line.setSoTimeout(10_000);
      var out = line.getOutputStream();
      out.write(bytes("POST " + path
          + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: "
          + LARGE_ONES[i][1] + "\r\n" + login(LARGE_ONES[i][2], "demo") + "\r\n"));
      out.write(bytes("6\r\n{\"a\":[\r\n"));
      var piece = bytes("10000\r\n" + "1,".repeat(32_768) + "\r\n");
      long sent = 0;
      try {
        for (; sent < LARGE; sent += piece.length) out.write(piece);
      } catch (IOException cutOff) {
        // What comes next tells why.
      }
      note(
          "400 MB to " + path,
          new String(line.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1));
    } catch (IOException cutOff) {
      note("400 MB to " + path, "         cut");
    }
  }

  /** Guesses passwords of everybody in turn, by a header and on a connection that stays. */
  private final class Guesser implements Runnable {

    private static final String[] PEOPLE = {"risk", "security", "nobody", "admin", "business"};

    private final long pauseNanos;

    Guesser(int seconds) {
      pauseNanos = seconds * 1_000_000_000L * GUESSERS / LOGINS;
    }

    @Override
    public void run() {
      var begun = System.nanoTime();
      Socket line = null;
      try {
        for (int i = 0; !threads.isShutdown(); i++) {
          long early = begun + i * pauseNanos - System.nanoTime();
          if (early > 0) java.util.concurrent.locks.LockSupport.parkNanos(early);
          if (guessed.get() >= LOGINS) return;
          line = guess(line, PEOPLE[i % PEOPLE.length]);
          guessed.incrementAndGet();
        }
      } catch (IOException refused) {
        note("guessed password", "         " + refused.getMessage());
      }
    }

    private Socket guess(Socket line, String person) throws IOException {
      var open = line == null ? new Socket(server.getAddress(), server.getPort()) : line;
      try {
        open.setSoTimeout(10_000);
        open.getOutputStream()
            .write(bytes("GET /api/models HTTP/1.1\r\nHost: localhost\r\n"
                + login(person, "guess-" + guessed.get()) + "\r\n"));
        var head = head(open.getInputStream());
        note("guessed password", head);
        if (!head.contains("Connection: close")) return open;
      } catch (IOException lost) {
        note("guessed password", "         cut");
      }
      open.close();
      return null;
    }

    /** The headers; the body is read away by its length. */
    private String head(InputStream in) throws IOException {
      var head = new ByteArrayOutputStream();
      for (int at = in.read(); at >= 0; at = in.read()) {
        head.write(at);
        if (at == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) break;
      }
      var text = head.toString(StandardCharsets.ISO_8859_1);
      var length = java.util.regex.Pattern.compile("Content-Length: (\\d+)").matcher(text);
      if (length.find()) in.readNBytes(Integer.parseInt(length.group(1)));
      else if (!text.contains("Connection: close")) throw new IOException("no length in " + text);
      return text;
    }
  }

  private void note(String attack, String answer) {
    heard.merge(
        attack + " → " + (answer.length() < 12 ? "cut" : answer.substring(9, 12)), 1, Integer::sum);
  }

  private static String login(String person, String password) {
    return person == null
        ? ""
        : "Authorization: Basic "
            + Base64.getEncoder().encodeToString(bytes(person + ":" + password)) + "\r\n";
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
