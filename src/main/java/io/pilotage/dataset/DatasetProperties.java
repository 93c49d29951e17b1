package io.pilotage.dataset;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where data may be read from and how much of it.
 *
 * @param folders below these, data may be read; uploads go below the first
 * @param workFolder holds unpacked copies while a profile runs
 * @param allowedHosts {@code host} for the usual ports or {@code host:port}; nobody else is ever
 *     asked
 * @param privateAddresses whether a listed name may lead to a loopback or private address;
 *     addresses listed as numbers always may
 * @param largestFile of an upload or a download, as it arrives
 * @param largestUnpacked after decompression, of any file
 * @param memory the most a running profile keeps in memory; the rest spills to the work folder
 * @param missing how people write that a value is missing, besides leaving it empty
 * @param smallestGroup rows below which a group's rates are shown but not compared
 * @param toleratedOverlap share of the holdout that may also be in the training data
 * @param staleAfter newest row older than this warns
 * @param missingWarning share of missing cells in one column that warns
 * @param fetchTimeout until a host answers, and the longest it may be silent while it sends
 * @param fetchWithin until a download for an audit has come whole
 * @param lookEvery how often a server looks for audits to measure
 * @param auditLease how long an audit belongs to a server that is not heard of any more
 * @param answerWithin until a data task counts as overdue
 */
@Validated
@ConfigurationProperties("pilotage.dataset")
record DatasetProperties(
    @NotEmpty List<Path> folders,
    @NotNull Path workFolder,
    @DefaultValue List<String> allowedHosts,
    @DefaultValue("false") boolean privateAddresses,
    @DefaultValue("1GB") DataSize largestFile,
    @DefaultValue("16GB") DataSize largestUnpacked,
    @DefaultValue("512MB") DataSize memory,
    @DefaultValue("500000000") @Min(1) long mostRows,
    @DefaultValue("500") @Min(2) int mostColumns,
    @DefaultValue({"?", "NA", "N/A", "NaN", "null"}) List<String> missing,
    @DefaultValue("30") @Min(1) int smallestGroup,
    @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double toleratedOverlap,
    @DefaultValue("P90D") Duration staleAfter,
    @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1") double missingWarning,
    @DefaultValue("PT30S") Duration fetchTimeout,
    @DefaultValue("PT30M") @DurationMin(seconds = 1) Duration fetchWithin,
    @DefaultValue("PT1S") Duration lookEvery,
    @DefaultValue("PT1M") @DurationMin(seconds = 10) Duration auditLease,
    @DefaultValue("P3D") Duration answerWithin) {}
