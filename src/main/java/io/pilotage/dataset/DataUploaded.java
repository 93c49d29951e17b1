package io.pilotage.dataset;

/** A file was brought for an initiative and can be named by its location from now on. */
public record DataUploaded(String initiative, String location) {}
