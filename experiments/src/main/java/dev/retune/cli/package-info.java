/** The command line: one class a command. Nothing else prints or ends the process. */
@NullMarked
package dev.retune.cli;

import org.jspecify.annotations.NullMarked;
