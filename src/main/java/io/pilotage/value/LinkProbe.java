package io.pilotage.value;

import io.pilotage.identity.Outward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tries whether a link answers. Only listed hosts are ever called, this machine like any other, and
 * redirects are not followed. What went wrong is one sentence, whatever it was: a link shall not
 * tell what else is open where.
 */
@Component
public class LinkProbe {

  private static final String PROBLEM = "does not answer";

  private final ValueProperties properties;
  private final Outward hosts;
  private final HttpClient http;

  LinkProbe(ValueProperties properties) {
    this.properties = properties;
    this.hosts = new Outward(properties.linkHosts());
    this.http = HttpClient.newBuilder()
        .connectTimeout(properties.linkTimeout())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /**
   * True for an http or https link to a host that may be called; anything else is taken on a
   * person's word.
   */
  public boolean mayTry(String address) {
    try {
      return hosts.lists(URI.create(address));
    } catch (IllegalArgumentException noLink) {
      return false;
    }
  }

  /** What is wrong with the link, as the end of a sentence; nothing when it answers. */
  public Optional<String> problem(String address) {
    return mayTry(address) && answers(URI.create(address))
        ? Optional.empty()
        : Optional.of(PROBLEM);
  }

  private boolean answers(URI link) {
    try {
      if (Outward.leadsHome(link)) return false;
      return http.send(
                  HttpRequest.newBuilder(link)
                      .timeout(properties.linkTimeout())
                      .GET()
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          < 400;
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
