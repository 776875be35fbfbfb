package io.trainyard.spec;

import java.util.List;

/**
 * The learning rate over the run; semantics are those of torch.optim.lr_scheduler. Linear warm-up over the first
 * {@code warmupEpochs} epochs goes before any.
 *
 * <p>Formulas use StrictMath, so that a run that moves to another machine goes on with the same bits.
 */
public sealed interface LrSchedule
        permits LrSchedule.Constant,
                LrSchedule.Step,
                LrSchedule.MultiStep,
                LrSchedule.Exponential,
                LrSchedule.Polynomial,
                LrSchedule.Cosine,
                LrSchedule.CosineRestarts,
                LrSchedule.OneCycle,
                ReduceOnPlateau {

    /** As in the spec. */
    String type();

    int warmupEpochs();

    /** Whether it changes with every optimizer step; otherwise with every epoch. */
    default boolean changesByIteration() {
        return false;
    }

    /** How many epochs' learning rates are known before the run, the warm-up's included. */
    default int knownEpochs(int epochs) {
        return epochs;
    }

    /**
     * The learning rate after the warm-up, which does not count here.
     *
     * @param base the optimizer's learning rate
     * @param done epochs completed, or iterations if it changes by them; below {@code total}
     * @param total epochs or iterations
     */
    double rate(double base, long done, long total);

    record Constant(int warmupEpochs) implements LrSchedule {

        @Override
        public String type() {
            return "constant";
        }

        @Override
        public double rate(double base, long done, long total) {
            return base;
        }
    }

    /** Multiplied by {@code gamma} every {@code stepSize} epochs. */
    record Step(int stepSize, double gamma, int warmupEpochs) implements LrSchedule {

        @Override
        public String type() {
            return "step";
        }

        @Override
        public double rate(double base, long done, long total) {
            return base * StrictMath.pow(gamma, done / stepSize);
        }
    }

    /** Multiplied by {@code gamma} when so many epochs are completed; milestones ascend. */
    record MultiStep(List<Integer> milestones, double gamma, int warmupEpochs) implements LrSchedule {

        public MultiStep {
            milestones = List.copyOf(milestones);
        }

        @Override
        public String type() {
            return "multistep";
        }

        @Override
        public double rate(double base, long done, long total) {
            long passed =
                    milestones.stream().filter(milestone -> milestone <= done).count();
            return base * StrictMath.pow(gamma, passed);
        }
    }

    /** Multiplied by {@code gamma} after every epoch. */
    record Exponential(double gamma, int warmupEpochs) implements LrSchedule {

        @Override
        public String type() {
            return "exponential";
        }

        @Override
        public double rate(double base, long done, long total) {
            return base * StrictMath.pow(gamma, done);
        }
    }

    /** Falls to 0 at the last epoch's end, as the remaining share of the epochs to the {@code power}. */
    record Polynomial(double power, int warmupEpochs) implements LrSchedule {

        @Override
        public String type() {
            return "polynomial";
        }

        @Override
        public double rate(double base, long done, long total) {
            return base * StrictMath.pow(1 - (double) done / total, power);
        }
    }

    /** Half a cosine from the optimizer's learning rate down to {@code minLearningRate} at the last epoch's end. */
    record Cosine(double minLearningRate, int warmupEpochs) implements LrSchedule {

        @Override
        public String type() {
            return "cosine";
        }

        @Override
        public double rate(double base, long done, long total) {
            return halfCosine(base, minLearningRate, done, total);
        }
    }

    /**
     * Half a cosine, again and again.
     *
     * @param firstEpochs length of the first one
     * @param factor how many times longer each one is than the one before
     */
    record CosineRestarts(int firstEpochs, int factor, double minLearningRate, int warmupEpochs) implements LrSchedule {

        @Override
        public String type() {
            return "cosine_restarts";
        }

        @Override
        public double rate(double base, long done, long total) {
            long length = firstEpochs;
            long since = factor == 1 ? done % length : done;
            while (since >= length) {
                since -= length;
                length *= factor;
            }
            return halfCosine(base, minLearningRate, since, length);
        }
    }

    /**
     * Rises along half a cosine from the optimizer's learning rate over {@code divFactor} to the learning rate itself, and
     * falls along another to the start's over {@code finalDivFactor}, which the last iteration has.
     *
     * @param pctStart share of the iterations that rise
     */
    record OneCycle(double pctStart, double divFactor, double finalDivFactor, int warmupEpochs) implements LrSchedule {

        @Override
        public String type() {
            return "one_cycle";
        }

        @Override
        public boolean changesByIteration() {
            return true;
        }

        @Override
        public double rate(double base, long done, long total) {
            double start = base / divFactor;
            double peak = pctStart * total - 1;
            if (done < peak) {
                return halfCosine(start, base, done, peak);
            }
            // A peak at the very first iteration is where PyTorch divides zero by zero.
            return done == peak ? base : halfCosine(base, start / finalDivFactor, done - peak, total - 1 - peak);
        }
    }

    private static double halfCosine(double from, double to, double done, double total) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * done / total)) / 2;
    }
}
