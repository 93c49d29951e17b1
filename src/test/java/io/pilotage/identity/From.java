package io.pilotage.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request from another address of this machine, written as it goes over the wire: every client
 * in Java calls from 127.0.0.1.
 */
record From(String address, int port) {

  Said get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Said post(String path, String contentType, String body, String... headers) {
    var all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Type: " + contentType;
    return send("POST", path, body, all);
  }

  private Said send(String method, String path, String body, String... headers) {
    try (var socket =
        new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0)) {
      socket.setSoTimeout(30_000);
      var request = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
          + "\r\nConnection: close\r\nContent-Length: "
          + body.getBytes(StandardCharsets.UTF_8).length + "\r\n"
          + String.join(
              "", Arrays.stream(headers).map(header -> header + "\r\n").toList()) + "\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return Said.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new AssertionError(method + " " + path + " from " + address, failed);
    }
  }

  /** What came back; names of headers in any case. */
  record Said(int status, Map<String, List<String>> headers, String body) {

    private static Said of(String answer) {
      var end = answer.indexOf("\r\n\r\n");
      var lines = answer.substring(0, end).split("\r\n");
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      for (var i = 1; i < lines.length; i++) {
        var name = lines[i].substring(0, lines[i].indexOf(':'));
        headers.merge(
            name,
            List.of(lines[i].substring(name.length() + 1).strip()),
            (one, more) ->
                java.util.stream.Stream.concat(one.stream(), more.stream()).toList());
      }
      return new Said(Integer.parseInt(lines[0].split(" ")[1]), headers, answer.substring(end + 4));
    }

    String header(String name) {
      return headers.containsKey(name) ? headers.get(name).get(0) : null;
    }

    String cookie(String name) {
      return headers.getOrDefault("Set-Cookie", List.of()).stream()
          .filter(cookie -> cookie.startsWith(name + "="))
          .findFirst()
          .orElse(null);
    }
  }
}
