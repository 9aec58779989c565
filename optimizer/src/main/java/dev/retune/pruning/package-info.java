/** Pruners, which stop unpromising trials early. Of Retune, it imports only {@code trial} and {@code statistics}. */
@NullMarked
package dev.retune.pruning;

import org.jspecify.annotations.NullMarked;
