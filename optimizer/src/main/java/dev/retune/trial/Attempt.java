package dev.retune.trial;

import java.time.Instant;

/**
 * An attempt at a trial that was interrupted: the trial was given back, or its worker was lost.
 *
 * @param worker who was at it
 * @param started when it was handed out
 * @param ended when it was given back, or when the lost worker was last heard of
 */
public record Attempt(String worker, Instant started, Instant ended) {}
