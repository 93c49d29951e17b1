package io.pilotage.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs the sample people, the sample model service and the sample worker beside the server, on
 * threads of their own.
 */
@Component
@Profile("demo")
@ConditionalOnProperty("pilotage.demo.enabled")
class Demo implements DisposableBean {

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
  private final DemoProperties properties;
  private final Clock clock;
  private final Path dataFolder;

  Demo(DemoProperties properties, Clock clock, @Value("${pilotage.home}") Path home) {
    this.properties = properties;
    this.clock = clock;
    this.dataFolder = home.toAbsolutePath().normalize().resolve("datasets");
  }

  @EventListener
  void start(ServletWebServerInitializedEvent server) {
    if (server.getApplicationContext().getServerNamespace() != null) return;
    var api = new PublicApi(server.getWebServer().getPort());
    SampleData.writeInto(dataFolder);
    threads.scheduleWithFixedDelay(
        new SampleLife(api, dataFolder.toString(), properties.story()), 3, 1, TimeUnit.SECONDS);
    var trained = new TrainedModels(dataFolder.resolveSibling("models"));
    threads.scheduleWithFixedDelay(
        new SampleModelService(api, trained, story(api), properties, clock),
        5,
        1,
        TimeUnit.SECONDS);
    threads.scheduleWithFixedDelay(
        new SampleTrainer(api, dataFolder, trained, "sample-worker"), 5, 1, TimeUnit.SECONDS);
  }

  private StoryService story(PublicApi api) {
    if (properties.story() == null) return null;
    var teller = new StoryTeller(api, properties.story(), properties.storyDay(), clock);
    threads.scheduleWithFixedDelay(teller, 5, 1, TimeUnit.SECONDS);
    return new StoryService(properties.story(), teller, properties.requestsPerSecond());
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
