package dev.retune.cli;
import picocli.CommandLine.Command;
@Command(name = "list")
final class ListCommand implements Runnable { @Override public void run() {} }
