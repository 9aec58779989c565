package dev.retune.trial;

import java.time.Instant;

/**
 * An interrupted attempt at a trial: its worker released it, or the worker was lost.
 *
 * @param worker name of the worker that ran it
 * @param started when the trial was assigned to the worker
 * @param ended when the trial was released, or the last heartbeat of the lost worker
 */
public record Attempt(String worker, Instant started, Instant ended) {}
