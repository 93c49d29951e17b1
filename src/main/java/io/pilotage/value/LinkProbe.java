package io.pilotage.value;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tries whether a link answers. Only this machine and listed hosts are ever called, and redirects are not followed. */
@Component
public class LinkProbe {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ValueProperties properties;
  private final HttpClient http;

  LinkProbe(ValueProperties properties) {
    this.properties = properties;
    this.http = HttpClient.newBuilder().connectTimeout(properties.linkTimeout()).followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** True for an http or https link to a host that may be called; anything else is taken on a person's word. */
  public boolean mayTry(String address) {
    try {
      var link = URI.create(address);
      return ("http".equalsIgnoreCase(link.getScheme()) || "https".equalsIgnoreCase(link.getScheme())) && link.getHost() != null
          && (THIS_MACHINE.contains(link.getHost().toLowerCase()) || properties.linkHosts().contains(link.getHost().toLowerCase()));
    } catch (IllegalArgumentException noLink) {
      return false;
    }
  }

  /** What is wrong with the link, as the end of a sentence; nothing when it answers. */
  public Optional<String> problem(String address) {
    try {
      var request = HttpRequest.newBuilder(URI.create(address)).timeout(properties.linkTimeout()).GET().build();
      var status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status < 400 ? Optional.empty() : Optional.of("answers with status " + status);
    } catch (IOException unreachable) {
      return Optional.of("does not answer");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of("could not be tried");
    }
  }
}
