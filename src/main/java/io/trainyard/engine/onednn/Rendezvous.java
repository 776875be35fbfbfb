package io.trainyard.engine.onednn;

/** The call in which a member waits for the others. */
record Rendezvous(Share share) implements Runnable {

    @Override
    public void run() {
        share.await();
    }
}
