/**
 * The ask-tell protocol: a program in any language runs a study by lines of JSON.
 *
 * <p>It imports {@code syntax}, {@code config} and {@code tuning}, and knows nothing of streams or sockets: a line goes
 * in, a line comes out. A new request is a case in {@link dev.retune.protocol.AskTellSession}.
 */
@NullMarked
package dev.retune.protocol;

import org.jspecify.annotations.NullMarked;
