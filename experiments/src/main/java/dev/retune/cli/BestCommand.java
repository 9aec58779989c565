package dev.retune.cli;
import picocli.CommandLine.Command;
@Command(name = "best")
final class BestCommand implements Runnable { @Override public void run() {} }
