package dev.retune.config;

/**
 * How well a trial's configuration does on rows that the search never saw.
 *
 * @param trial its number
 * @param score in the user's units
 * @param rows how many rows there are
 */
public record HoldOutScore(int trial, double score, int rows) {}
