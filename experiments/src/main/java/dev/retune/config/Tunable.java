package dev.retune.config;

/** What a study file tunes. */
public sealed interface Tunable permits ModelSection, ProgramSection {}
