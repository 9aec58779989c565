/**
 * The command line: one class a command, which parses its options, calls the floors below, and prints. Nothing else
 * prints or ends the process.
 *
 * <p>The last floor: it may import every other one, and none imports it. A new command is a class here that is named
 * among the subcommands of {@link dev.retune.cli.Main}; options that several commands have are a mixin, such as {@code
 * StoreOption}. What it does is a call on a floor below, where the next command, the service or a test can make it,
 * too.
 */
@NullMarked
package dev.retune.cli;

import org.jspecify.annotations.NullMarked;
