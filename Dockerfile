# Built from the jar: run `mvn -DskipTests package` first.
FROM eclipse-temurin:17-jre
RUN useradd --system --home /var/lib/pilotage --create-home pilotage
USER pilotage
WORKDIR /var/lib/pilotage
COPY target/pilotage-*.jar /opt/pilotage.jar
ENV PILOTAGE_HOME=/var/lib/pilotage/data
VOLUME /var/lib/pilotage/data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --start-period=60s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/liveness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=70", "-jar", "/opt/pilotage.jar"]
