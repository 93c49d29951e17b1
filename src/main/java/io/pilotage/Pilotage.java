package io.pilotage;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The application: one process that carries initiatives, their gates and their traffic. Its
 * language and its zone are its own and not those of the machine: the engine reads cron texts, and
 * stores the times of its timers, in the zone of the process.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Pilotage {

  public static void main(String[] args) {
    Locale.setDefault(Locale.ENGLISH);
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    SpringApplication.run(Pilotage.class, args);
  }
}
