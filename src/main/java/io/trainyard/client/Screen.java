package io.trainyard.client;

import java.io.PrintStream;

/** Prints lines; on a terminal the last one may be replaced, elsewhere only finished lines appear. */
final class Screen {

    private static final String START_OF_LINE_AND_CLEAR = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line that stays. */
    void line(String text) {
        out.println(terminal ? START_OF_LINE_AND_CLEAR + text : text);
        out.flush();
    }

    /** A line that the next one replaces. */
    void passing(String text) {
        if (terminal) {
            out.print(START_OF_LINE_AND_CLEAR + text);
            out.flush();
        }
    }
}
