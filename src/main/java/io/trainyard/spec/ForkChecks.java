package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;
import static io.trainyard.spec.ViolationCode.OUT_OF_RANGE;
import static io.trainyard.spec.ViolationCode.SHAPE_MISMATCH;

import io.trainyard.spec.TensorShapes.LayerTensors;
import java.util.List;

/** Whether a fork can start from its parent's checkpoint: what the checkpoint holds must still fit. */
final class ForkChecks {

    private final ExperimentSpec parent;
    private final ExperimentSpec child;
    private final ForkPlan.Place place;
    private final Violations violations = new Violations();

    private ForkChecks(ExperimentSpec parent, ExperimentSpec child, ForkPlan.Place place) {
        this.parent = parent;
        this.child = child;
        this.place = place;
    }

    /** @throws InvalidSpecException with pointers into the child's spec */
    static void run(ExperimentSpec parent, ExperimentSpec child, ForkPlan.Place place, boolean resetOptimizer) {
        ForkChecks checks = new ForkChecks(parent, child, place);
        checks.classes();
        checks.tensors();
        checks.epochs();
        if (place.batch() > 0) {
            checks.sameEpoch();
        }
        if (!resetOptimizer) {
            checks.optimizer();
        }
        checks.violations.throwIfAny();
    }

    private void classes() {
        DatasetName before = parent.dataset().name();
        DatasetName after = child.dataset().name();
        if (before.classes() != after.classes()) {
            violations.add(
                    "/dataset/name",
                    SHAPE_MISMATCH,
                    "The checkpoint tells %d classes of %s apart, but %s has %d. Train on it from the start: POST /jobs."
                            .formatted(before.classes(), before.id(), after.id(), after.classes()));
        }
    }

    private void tensors() {
        List<LayerTensors> held = TensorShapes.of(parent.dataset().name().shape(), parent.model());
        List<LayerTensors> wanted = TensorShapes.of(child.dataset().name().shape(), child.model());
        if (held.size() != wanted.size()) {
            violations.add(
                    "/model",
                    SHAPE_MISMATCH,
                    "The checkpoint holds the parameters of %d layers, but this model has %d with parameters."
                            .formatted(held.size(), wanted.size()));
            return;
        }
        for (int i = 0; i < held.size(); i++) {
            if (!wanted.get(i).fits(held.get(i))) {
                violations.add(
                        pointer(wanted.get(i)),
                        SHAPE_MISMATCH,
                        "The checkpoint's %s does not fit this model's %s."
                                .formatted(held.get(i).words(), wanted.get(i).words()));
            }
        }
    }

    /** With the same layers it is the other data set's images that do not fit. */
    private String pointer(LayerTensors layer) {
        return child.model().equals(parent.model()) ? "/dataset/name" : ModelSpec.pointer(layer.path());
    }

    private void epochs() {
        int least = place.epoch() + (place.batch() > 0 ? 1 : 0);
        if (child.training().epochs() < least) {
            violations.add(
                    "/training/epochs",
                    OUT_OF_RANGE,
                    "The checkpoint is %s, and epochs is the total, those of the parent included: at least %d, but received %d."
                            .formatted(place.words(), least, child.training().epochs()));
        }
    }

    /** The batches that are left of an epoch follow from the ones that are done. */
    private void sameEpoch() {
        require("/dataset", child.dataset().equals(parent.dataset()));
        require("/seed", child.seed() == parent.seed());
        require(
                "/training/batch_size",
                child.training().batchSize() == parent.training().batchSize());
        require(
                "/training/accumulate_batches",
                child.training().accumulateBatches() == parent.training().accumulateBatches());
    }

    private void require(String pointer, boolean same) {
        if (!same) {
            violations.add(
                    pointer,
                    CONFLICT,
                    "The checkpoint is %s, and the rest of that epoch needs this as it was. Fork one from an epoch's end instead."
                            .formatted(place.words()));
        }
    }

    private void optimizer() {
        Optimizer before = parent.optimizer();
        Optimizer after = child.optimizer();
        if (!before.type().equals(after.type())) {
            needsReset("/optimizer/type", "the state of " + before.type() + ", which " + after.type() + " cannot use");
        } else if (before instanceof Optimizer.Sgd was && after instanceof Optimizer.Sgd is) {
            sameBuffer("/optimizer/momentum", "a momentum buffer", was.momentum() != 0, is.momentum() != 0);
        } else if (before instanceof Optimizer.RmsProp was && after instanceof Optimizer.RmsProp is) {
            sameBuffer("/optimizer/momentum", "a momentum buffer", was.momentum() != 0, is.momentum() != 0);
            sameBuffer("/optimizer/centered", "mean gradients", was.centered(), is.centered());
        }
        sameBuffer("/ema", "averaged weights", parent.ema() != null, child.ema() != null);
    }

    private void sameBuffer(String pointer, String what, boolean held, boolean needed) {
        if (held != needed) {
            needsReset(pointer, (held ? "" : "no ") + what + (held ? ", which would be lost" : ", which this needs"));
        }
    }

    private void needsReset(String pointer, String what) {
        violations.add(
                pointer,
                CONFLICT,
                "The checkpoint holds %s. With \"reset_optimizer\": true the fork takes over the model alone and starts the optimizer anew."
                        .formatted(what));
    }
}
