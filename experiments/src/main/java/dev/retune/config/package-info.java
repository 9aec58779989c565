/** What a user writes: study files in YAML, messages in JSON, read strictly, every error with its place and a hint. */
@NullMarked
package dev.retune.config;

import org.jspecify.annotations.NullMarked;
