package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Fetches data over http(s) from hosts on the list and from nobody else: a redirect is refused, not followed, and a listed name that leads into
 * our own network is refused too, unless that is wanted. An address listed as a number is meant as it stands.
 */
@Component
class Downloads {

  private final DatasetProperties properties;
  private final HttpClient client;

  Downloads(DatasetProperties properties) {
    this.properties = properties;
    this.client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(properties.fetchTimeout()).build();
  }

  URI checked(String location) {
    var address = parse(location);
    var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    Refusal.unless(scheme.equals("http") || scheme.equals("https"), TableFile.FIELD,
        "Data is fetched over http or https only. Give such an address, or upload the file.");
    Refusal.unless(address.getHost() != null && address.getUserInfo() == null && isListed(address), TableFile.FIELD,
        "The host of this address is not on the list of allowed hosts. Upload the file, or ask for the host to be put into pilotage.dataset.allowed-hosts.");
    return address;
  }

  InputStream open(URI address) throws IOException {
    refuseWayInside(address);
    try {
      var answer = client.send(HttpRequest.newBuilder(address).timeout(properties.fetchTimeout()).GET().build(),
          HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() == 200) return answer.body();
      answer.body().close();
      throw new Refusal(TableFile.FIELD, answer.statusCode() / 100 == 3
          ? "The address answers with a redirect. Give the address it leads to, on an allowed host."
          : "The address answers with status " + answer.statusCode() + ". Check it, or upload the file.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /** The Java runtime keeps what it looked up for half a minute, so the client that connects next is led to the same place. */
  private void refuseWayInside(URI address) {
    if (properties.privateAddresses() || isNumber(address.getHost())) return;
    try {
      for (var place : InetAddress.getAllByName(address.getHost()))
        Refusal.unless(!isInside(place), TableFile.FIELD, "“" + address.getHost() + "” leads into our own network, from which data is not fetched."
            + " Upload the file, or ask for pilotage.dataset.private-addresses to be switched on.");
    } catch (UnknownHostException nobody) {
      throw new Refusal(TableFile.FIELD, "Nobody knows the host “" + address.getHost() + "”. Check the address, or upload the file.");
    }
  }

  private static boolean isNumber(String host) {
    return host.startsWith("[") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  /** Loopback, private, link-local and other addresses that no public host has. */
  static boolean isInside(InetAddress place) {
    var bytes = place.getAddress();
    var shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    var local = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    return place.isLoopbackAddress() || place.isAnyLocalAddress() || place.isLinkLocalAddress() || place.isSiteLocalAddress()
        || place.isMulticastAddress() || bytes.length == 4 && bytes[0] == 0 || shared || local;
  }

  private boolean isListed(URI address) {
    var host = address.getHost().toLowerCase(Locale.ROOT);
    var usual = address.getPort() == -1 || address.getPort() == ("https".equalsIgnoreCase(address.getScheme()) ? 443 : 80);
    List<String> listed = properties.allowedHosts().stream().map(entry -> entry.strip().toLowerCase(Locale.ROOT)).toList();
    return usual && listed.contains(host) || listed.contains(host + ":" + address.getPort());
  }

  private static URI parse(String location) {
    try {
      return new URI(location);
    } catch (java.net.URISyntaxException malformed) {
      throw new Refusal(TableFile.FIELD, "“" + location + "” is no address. Give one like https://data.example.com/train.csv.");
    }
  }
}
