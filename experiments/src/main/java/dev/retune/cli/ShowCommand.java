package dev.retune.cli;
import picocli.CommandLine.Command;
@Command(name = "show")
final class ShowCommand implements Runnable { @Override public void run() {} }
