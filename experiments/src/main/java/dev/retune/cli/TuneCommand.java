package dev.retune.cli;
import picocli.CommandLine.Command;
@Command(name = "tune")
final class TuneCommand implements Runnable { @Override public void run() {} }
