package io.pilotage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The application: one process that carries initiatives, their gates and their traffic. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Pilotage {

  public static void main(String[] args) {
    SpringApplication.run(Pilotage.class, args);
  }
}
