package io.pilotage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The application: one process that carries initiatives, their gates and their traffic. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Pilotage {

  public static void main(String[] args) {
    SpringApplication.run(Pilotage.class, args);
  }
}
