package io.trainyard.result;

/** Why a run that went well came to its end. */
public enum StopReason {
    MAX_EPOCHS,
    EARLY_STOPPING,
    MAX_RUNTIME,
    TARGET_REACHED
}
