package io.pilotage.identity;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Believes what the configured proxies say about a request: who sent it, by which name and whether
 * by TLS. Headers of the same names from anybody else are as if they were not there.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final List<String> addresses;

  TrustedProxies(@Value("${pilotage.identity.trusted-proxies:}") List<String> addresses) {
    this.addresses = addresses.stream()
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .toList();
    this.addresses.stream()
        .filter(address -> !address.matches("[0-9a-fA-F:.*]+"))
        .findFirst()
        .ifPresent(odd -> {
          throw new IllegalStateException(
              "pilotage.identity.trusted-proxies takes addresses such as 10.0.3.4 or 10.0.3.*, and “"
                  + odd + "” is none.");
        });
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    if (addresses.isEmpty()) return;
    var valve = new RemoteIpValve();
    valve.setInternalProxies(
        addresses.stream().map(TrustedProxies::pattern).collect(Collectors.joining("|")));
    valve.setProtocolHeader("X-Forwarded-Proto");
    valve.setHostHeader("X-Forwarded-Host");
    valve.setPortHeader("X-Forwarded-Port");
    server.addEngineValves(valve);
  }

  private static String pattern(String address) {
    return address.replace(".", "\\.").replace("*", "[0-9a-fA-F]+");
  }
}
