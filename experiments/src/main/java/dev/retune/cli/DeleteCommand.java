package dev.retune.cli;
import picocli.CommandLine.Command;
@Command(name = "delete")
final class DeleteCommand implements Runnable { @Override public void run() {} }
