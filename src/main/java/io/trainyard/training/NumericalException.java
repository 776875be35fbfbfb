package io.trainyard.training;

/** Training left the finite numbers; the message says where and what to try. */
public class NumericalException extends RuntimeException {

    NumericalException(String message) {
        super(message);
    }

    /** @param where what {@link io.trainyard.training.diagnosis.Divergence} says, may be empty */
    static NumericalException inTraining(int epoch, long iteration, double learningRate, double loss, String where) {
        return new NumericalException(
                "The training loss became %s in epoch %d at iteration %d with learning rate %s. %s"
                                .formatted(loss, epoch, iteration, learningRate, where)
                        + "Try a learning rate ten times smaller, warm-up epochs (lr_schedule.warmup_epochs), "
                        + "batch normalization, or a smaller weight init.");
    }

    static NumericalException inEvaluation(String split, int epoch, long iteration) {
        return new NumericalException(
                "The network's output on the %s data is not finite after epoch %d (iteration %d): its weights diverged. "
                                .formatted(split, epoch, iteration)
                        + "Try a learning rate ten times smaller, warm-up epochs (lr_schedule.warmup_epochs), "
                        + "batch normalization, or a smaller weight init.");
    }
}
