package io.pilotage.traffic;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Lets pages of other hosts ask OFREP from a browser: those that are named, and only there. The
 * door for services reads this by its name.
 */
@Configuration(proxyBeanMethods = false)
class OfrepOrigins {

  @Bean
  CorsConfigurationSource corsConfigurationSource(TrafficProperties properties) {
    var source = new UrlBasedCorsConfigurationSource();
    if (properties.allowedOrigins().isEmpty()) return source;
    var pages = new CorsConfiguration();
    pages.setAllowedOrigins(properties.allowedOrigins());
    pages.setAllowedMethods(List.of("GET", "POST"));
    pages.setAllowedHeaders(List.of(
        HttpHeaders.CONTENT_TYPE,
        HttpHeaders.AUTHORIZATION,
        "X-API-Key",
        HttpHeaders.IF_NONE_MATCH));
    pages.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER));
    source.registerCorsConfiguration("/ofrep/**", pages);
    return source;
  }
}
