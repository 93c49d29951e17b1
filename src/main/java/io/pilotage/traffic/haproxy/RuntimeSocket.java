package io.pilotage.traffic.haproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * HAProxy's runtime socket: one command a connection, which HAProxy closes after its answer. Never
 * waits longer than it was told to.
 */
class RuntimeSocket {

  private static final int LONGEST_ANSWER = 4 << 20;

  private final String name;
  private final SocketAddress address;
  private final Duration patience;

  RuntimeSocket(String name, Duration patience) {
    this.name = name;
    this.address = address(name);
    this.patience = patience;
  }

  /** What HAProxy answers, without the blank lines around it. */
  String ask(String command) {
    var deadline = System.nanoTime() + patience.toNanos();
    try (var channel = open();
        var selector = Selector.open()) {
      channel.configureBlocking(false);
      var key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)) {
        await(key, SelectionKey.OP_CONNECT, deadline);
        channel.finishConnect();
      }
      write(
          channel,
          key,
          ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)),
          deadline);
      return read(channel, key, deadline).strip();
    } catch (IOException broken) {
      throw new IllegalStateException(
          "HAProxy's socket " + name + " cannot be used (" + broken.getMessage()
              + "). Is HAProxy running, and does “stats socket … level admin” name this place?",
          broken);
    }
  }

  private SocketChannel open() throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private void write(SocketChannel channel, SelectionKey key, ByteBuffer bytes, long deadline)
      throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) await(key, SelectionKey.OP_WRITE, deadline);
    }
  }

  private String read(SocketChannel channel, SelectionKey key, long deadline) throws IOException {
    var answer = new ByteArrayOutputStream();
    var part = ByteBuffer.allocate(8192);
    for (int count = channel.read(part); count >= 0; count = channel.read(part)) {
      answer.write(part.array(), 0, count);
      part.clear();
      if (answer.size() > LONGEST_ANSWER)
        throw new IllegalStateException(
            "HAProxy's socket " + name + " answers without end. Is it HAProxy's runtime socket?");
      if (count == 0) await(key, SelectionKey.OP_READ, deadline);
      else within(deadline);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private void await(SelectionKey key, int operation, long deadline) throws IOException {
    key.interestOps(operation);
    key.selector().selectedKeys().clear();
    key.selector().select(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    within(deadline);
    if (Thread.currentThread().isInterrupted())
      throw new IllegalStateException("Stopped while waiting for HAProxy.");
  }

  private void within(long deadline) {
    if (System.nanoTime() > deadline)
      throw new IllegalStateException("HAProxy's socket " + name + " gave no whole answer within "
          + patience.toMillis() + " ms. Look whether HAProxy hangs.");
  }

  /** A path, or host:port. */
  private static SocketAddress address(String name) {
    var colon = name.lastIndexOf(':');
    if (name.contains("/") || colon < 0) return UnixDomainSocketAddress.of(name);
    return new InetSocketAddress(
        name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
  }
}
