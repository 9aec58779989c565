package dev.retune.trial;

import java.time.Instant;

/**
 * An interrupted attempt at a trial: the trial was released, or its worker was lost.
 *
 * @param worker the worker's name
 * @param started when the trial was assigned
 * @param ended when it was released, or the last heartbeat of the lost worker
 */
public record Attempt(String worker, Instant started, Instant ended) {}
