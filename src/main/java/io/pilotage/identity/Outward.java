package io.pilotage.identity;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whom the product calls because a person wrote an address: hosts an administrator has listed, by
 * http(s), and nobody else. A host alone means its usual port, {@code host:8443} that one,
 * {@code host:*} any. An address listed as a number is meant as it stands; where a listed name
 * leads is looked at as well, because whoever owns the name decides that.
 */
public record Outward(List<String> listed) {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  public Outward {
    listed = listed.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
  }

  public static boolean isWeb(URI address) {
    return SCHEMES.contains(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT));
  }

  /** Whether the address is one of a listed host; names and passwords in it are never sent. */
  public boolean lists(URI address) {
    if (!isWeb(address) || address.getHost() == null || address.getUserInfo() != null) return false;
    var host = address.getHost().toLowerCase(Locale.ROOT);
    var usual = address.getPort() == -1
        || address.getPort() == ("https".equalsIgnoreCase(address.getScheme()) ? 443 : 80);
    return usual && listed.contains(host)
        || listed.contains(host + ":" + address.getPort())
        || listed.contains(host + ":*");
  }

  /**
   * Whether a listed name leads into our own network. The Java runtime keeps what it looked up for
   * half a minute: whoever connects next is led to the same place.
   */
  public static boolean leadsInside(URI address) throws UnknownHostException {
    return leads(address, Outward::isInside);
  }

  /**
   * Whether a listed name leads to this machine, or to what only its own network card reaches, as
   * the metadata of a cloud.
   */
  public static boolean leadsHome(URI address) throws UnknownHostException {
    return leads(address, Outward::isHome);
  }

  private static boolean leads(URI address, Predicate<InetAddress> there)
      throws UnknownHostException {
    return !isNumber(address.getHost())
        && Arrays.stream(InetAddress.getAllByName(address.getHost())).anyMatch(there);
  }

  private static boolean isNumber(String host) {
    return host.startsWith("[") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  private static boolean isHome(InetAddress place) {
    return place.isLoopbackAddress()
        || place.isAnyLocalAddress()
        || place.isLinkLocalAddress()
        || place.isMulticastAddress()
        || place.getAddress().length == 4 && place.getAddress()[0] == 0;
  }

  /** Loopback, private, link-local and other addresses that no public host has. */
  public static boolean isInside(InetAddress place) {
    var bytes = place.getAddress();
    var shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    var local = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    return isHome(place) || place.isSiteLocalAddress() || shared || local;
  }
}
