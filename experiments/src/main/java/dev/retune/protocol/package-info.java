/** The ask-tell protocol: a program in any language drives a study, one JSON object a line. */
@NullMarked
package dev.retune.protocol;

import org.jspecify.annotations.NullMarked;
