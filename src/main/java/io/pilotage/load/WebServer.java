package io.pilotage.load;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Gives the web server its limits, and a second door for what goes first when one is asked for. */
@Component
class WebServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  /** Between two pieces of a body; {@link Body} bounds the whole. */
  private static final int SILENT_MILLIS = 3_000;

  private static final int PRIORITY_THREADS = 50;

  private final LoadProperties load;
  private final Allowances allowances;
  private final ServerProperties server;

  WebServer(LoadProperties load, Allowances allowances, ServerProperties server) {
    this.load = load;
    this.allowances = allowances;
    this.server = server;
  }

  @Override
  public void customize(TomcatServletWebServerFactory tomcat) {
    int threads = server.getTomcat().getThreads().getMax();
    var priority = load.priorityPort() == null ? null : priorityDoor();
    tomcat.addConnectorCustomizers(WebServer::loseNoTime);
    tomcat.addEngineValves(new Lanes(Math.max(1, threads * 3 / 4), priority));
    tomcat.addContextValves(new BodyValve(
        allowances, new Patience(Math.max(2, threads / 8), Math.max(1, threads / 10))));
    if (priority != null) tomcat.addAdditionalTomcatConnectors(priority);
  }

  private Connector priorityDoor() {
    var door = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
    door.setPort(load.priorityPort());
    var protocol = (AbstractHttp11Protocol<?>) door.getProtocolHandler();
    protocol.setMaxThreads(PRIORITY_THREADS);
    protocol.setAddress(server.getAddress());
    protocol.setConnectionTimeout(
        (int) server.getTomcat().getConnectionTimeout().toMillis());
    protocol.setKeepAliveTimeout((int) server.getTomcat().getKeepAliveTimeout().toMillis());
    loseNoTime(door);
    return door;
  }

  private static void loseNoTime(Connector door) {
    var protocol = (AbstractHttp11Protocol<?>) door.getProtocolHandler();
    protocol.setDisableUploadTimeout(false);
    protocol.setConnectionUploadTimeout(SILENT_MILLIS);
    protocol.setMaxSwallowSize(Body.STRANGERS_SWALLOWED);
  }
}
