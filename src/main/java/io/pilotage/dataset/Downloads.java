package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Fetches data over http(s) from hosts on the list and from nobody else: a redirect is refused, not followed. */
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
