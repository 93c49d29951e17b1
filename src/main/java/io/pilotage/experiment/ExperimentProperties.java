package io.pilotage.experiment;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Times and limits of a proof of concept.
 *
 * @param timeBox planned; when it is over somebody decides
 * @param budgetedTime the most without an extension
 * @param recordEvery a longer gap between records warns
 * @param budgetWarning share of the budget from which on the gate warns
 */
@Validated
@ConfigurationProperties("pilotage.experiment")
record ExperimentProperties(
    @DefaultValue("P61D") Duration timeBox,
    @DefaultValue("P92D") Duration budgetedTime,
    @DefaultValue("P7D") Duration recordEvery,
    @DefaultValue("P3D") Duration answerWithin,
    @DefaultValue("0.8") @DecimalMin("0") @DecimalMax("1") double budgetWarning) {}
