package io.pilotage.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Runs the sample people, the sample model service and the sample worker beside the server, on
 * threads of their own.
 */
@Component
@Profile("demo")
@ConditionalOnProperty("pilotage.demo.enabled")
class Demo {

  private final TaskScheduler threads;
  private final DemoProperties properties;
  private final Clock clock;
  private final Path dataFolder;

  Demo(
      DemoProperties properties,
      Clock clock,
      @Value("${pilotage.home}") Path home,
      @Qualifier("demoThreads") TaskScheduler threads) {
    this.properties = properties;
    this.clock = clock;
    this.dataFolder = home.toAbsolutePath().normalize().resolve("datasets");
    this.threads = threads;
  }

  @Bean(defaultCandidate = false)
  static ThreadPoolTaskScheduler demoThreads(ThreadPoolTaskSchedulerBuilder threads) {
    return threads.threadNamePrefix("demo-").poolSize(4).build();
  }

  @EventListener
  void start(ServletWebServerInitializedEvent server) {
    if (server.getApplicationContext().getServerNamespace() != null) return;
    var api = new PublicApi(server.getWebServer().getPort());
    SampleData.writeInto(dataFolder);
    eachSecond(new SampleLife(api, dataFolder.toString(), properties.story()), 3);
    var trained = new TrainedModels(dataFolder.resolveSibling("models"));
    eachSecond(new SampleModelService(api, trained, story(api), properties, clock), 5);
    eachSecond(new SampleTrainer(api, dataFolder, trained, "sample-worker"), 5);
  }

  private StoryService story(PublicApi api) {
    if (properties.story() == null) return null;
    var teller = new StoryTeller(api, properties.story(), properties.storyDay(), clock);
    eachSecond(teller, 5);
    return new StoryService(properties.story(), teller, properties.requestsPerSecond());
  }

  private void eachSecond(Runnable life, int firstAfter) {
    var unused = threads.scheduleWithFixedDelay(
        life, threads.getClock().instant().plusSeconds(firstAfter), Duration.ofSeconds(1));
  }
}
