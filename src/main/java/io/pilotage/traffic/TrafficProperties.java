package io.pilotage.traffic;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How routes reach the router.
 *
 * @param router who carries the routes out; an unknown one stops the start-up
 * @param refreshEvery how often the embedded router reads the table for changes of other nodes
 * @param reconcileEvery how often routes that are not carried out yet are tried again
 * @param routesPerTick how many of those one try looks at; more when they are so many that one
 *     would wait for half a minute
 * @param lookAgainWithin within this time every route that is carried out is looked at once more:
 *     so long may a router that was changed from outside go unnoticed
 * @param longestPause how long a route that fails again and again is left alone at most
 * @param allowedOrigins pages of other hosts that may ask OFREP from a browser, each as
 *     {@code https://shop.example.com}; none by default
 * @param reportsPerAnswer how many predictions one OFREP answer may stand for: 1 where every
 *     request asks; 0 where nobody knows, and then, as beside any other router, what is reported is
 *     not held against what was handed out
 * @param confirmWithin how long a drill waits until the router is seen doing what it should
 */
@Validated
@ConfigurationProperties("pilotage.traffic")
record TrafficProperties(
    @NotNull @DefaultValue("ofrep") RouterKind router,
    @NotNull @DefaultValue("1s") Duration refreshEvery,
    @NotNull @DefaultValue("1s") Duration reconcileEvery,
    @Min(1) @DefaultValue("100") int routesPerTick,
    @NotNull @DefaultValue("30s") Duration lookAgainWithin,
    @NotNull @DefaultValue("1m") Duration longestPause,
    @NotNull @DefaultValue("10s") Duration confirmWithin,

    @DefaultValue
    List<
            @Pattern(
                regexp = "https?://[^/*\\s]+",
                message = "is the origin of a page, like https://shop.example.com, without a path")
            String>
        allowedOrigins,

    @Min(0) @DefaultValue("0") int reportsPerAnswer) {}
