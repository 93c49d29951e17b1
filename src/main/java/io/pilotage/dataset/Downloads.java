package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.Outward;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Fetches data over http(s) from hosts on the list and from nobody else: a redirect is refused, not
 * followed, and a listed name that leads into our own network is refused too, unless that is
 * wanted. An address listed as a number is meant as it stands.
 */
@Component
class Downloads {

  private final DatasetProperties properties;
  private final Outward hosts;
  private final HttpClient client;

  Downloads(DatasetProperties properties) {
    this.properties = properties;
    this.hosts = new Outward(properties.allowedHosts());
    this.client = HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(properties.fetchTimeout())
        .build();
  }

  URI checked(String location) {
    var address = parse(location);
    Refusal.unless(
        Outward.isWeb(address),
        TableFile.FIELD,
        "Data is fetched over http or https only. Give such an address, or upload the file.");
    Refusal.unless(
        hosts.lists(address),
        TableFile.FIELD,
        "The host of this address is not on the list of allowed hosts. Upload the file, or ask for the "
            + "host to be put into pilotage.dataset.allowed-hosts.");
    return address;
  }

  /** Opens what is to come within that time, and never falls silent for long. */
  DataFiles.Incoming open(URI address, Duration within) throws IOException {
    refuseWayInside(address);
    try {
      var answer = client.send(
          HttpRequest.newBuilder(address)
              .timeout(properties.fetchTimeout())
              .GET()
              .build(),
          head -> new PatientBody(address.getHost(), properties.fetchTimeout(), within));
      if (answer.statusCode() == 200)
        return new DataFiles.Incoming(
            answer.body(), answer.headers().firstValueAsLong("Content-Length").orElse(-1));
      answer.body().close();
      throw new Refusal(
          TableFile.FIELD,
          answer.statusCode() / 100 == 3
              ? "The address answers with a redirect. Give the address it leads to, on an allowed host."
              : "The address answers with status " + answer.statusCode()
                  + ". Check it, or upload the file.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  private void refuseWayInside(URI address) {
    if (properties.privateAddresses()) return;
    try {
      Refusal.unless(
          !Outward.leadsInside(address),
          TableFile.FIELD,
          "“" + address.getHost() + "” leads into our own network, from which data is not fetched."
              + " Upload the file, or ask for pilotage.dataset.private-addresses to be switched on.");
    } catch (UnknownHostException nobody) {
      throw new Refusal(
          TableFile.FIELD,
          "Nobody knows the host “" + address.getHost()
              + "”. Check the address, or upload the file.");
    }
  }

  private static URI parse(String location) {
    try {
      return new URI(location);
    } catch (java.net.URISyntaxException malformed) {
      throw new Refusal(
          TableFile.FIELD,
          "“" + location + "” is no address. Give one like https://data.example.com/train.csv.");
    }
  }
}
