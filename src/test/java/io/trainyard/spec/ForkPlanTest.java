package io.trainyard.spec;

import static io.trainyard.spec.Json.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.spec.ForkPlan.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ForkPlanTest {

    private static final JsonNode PARENT = parse("""
            {'name': 'parent', 'seed': 3, 'dataset': {'name': 'cifar10'},
             'model': {'layers': [
               {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'padding': 1}, {'type': 'batch_norm2d'},
               {'type': 'relu'}, {'type': 'flatten'}, {'type': 'dropout', 'p': 0.2},
               {'type': 'linear', 'out_features': 10}]},
             'optimizer': {'type': 'sgd', 'learning_rate': 0.1, 'momentum': 0.9},
             'training': {'epochs': 6, 'batch_size': 50}}""");
    private static final Place END_OF_4 = new Place(4, 0);
    private static final Place WITHIN_5 = new Place(4, 12);

    @Test
    void the_overrides_change_the_parents_spec_as_it_was_sent() {
        ForkPlan plan = plan("{'name': 'child', 'training': {'epochs': 20}, 'optimizer': {'momentum': 0.8}}");

        assertThat(plan.json().at("/training")).isEqualTo(parse("{'epochs': 20, 'batch_size': 50}"));
        assertThat(plan.json().at("/seed").asInt()).isEqualTo(3);
        assertThat(plan.spec()).isEqualTo(SpecReader.read(plan.json()));
        assertThat(plan.spec().description().name()).isEqualTo("child");
        assertThat(plan.advice()).isEmpty();
    }

    @Test
    void a_part_that_the_parent_left_to_the_defaults_can_be_changed_in_one_field() {
        ForkPlan plan =
                plan("{'preprocessing': {'standardize': {'from': 'none'}}, 'lr_schedule': {'warmup_epochs': 1}}");

        assertThat(plan.json().at("/lr_schedule/type").asString()).isEqualTo("constant");
        assertThat(plan.json().at("/lr_schedule/warmup_epochs").asInt()).isEqualTo(1);
        assertThat(plan.json().has("early_stopping")).isFalse();
        assertThat(plan.spec()).isEqualTo(SpecReader.read(plan.json()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name': null, 'notes': 'x', 'labels': {'a': 'b'}, 'priority': 3, 'retry': {'max_attempts': 9}}",
                "{'training': {'epochs': 40, 'max_runtime_seconds': 60, 'target_accuracy': 0.9}}",
                "{'checkpoints': {'keep_last': 1, 'every_epochs': 2}, 'evaluation': {'top_k': 2}}"
            })
    void a_fork_that_is_only_longer_or_named_otherwise_continues(String overrides) {
        assertThat(plan(overrides).continues()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'optimizer': {'learning_rate': 0.01}}",
                "{'seed': 4}",
                "{'augmentation': [{'type': 'random_horizontal_flip'}]}",
                "{'early_stopping': {'metric': 'validation_loss', 'patience': 5}}",
                "{'checkpoints': {'metric': 'validation_loss'}}",
                "{'loss': {'type': 'cross_entropy', 'label_smoothing': 0.1}}"
            })
    void a_fork_that_trains_otherwise_starts_its_memory_anew(String overrides) {
        assertThat(plan(overrides).continues()).isFalse();
    }

    @Test
    void a_reset_optimizer_is_no_continuation() {
        assertThat(plan(request("{}", true), END_OF_4).continues()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'training': {'epochs': 3}} | /overrides/training/epochs | at least 4",
                "{'optimizer': {'type': 'adam', 'momentum': null}} | /overrides/optimizer/type | reset_optimizer",
                "{'optimizer': {'momentum': 0}} | /overrides/optimizer/momentum | reset_optimizer",
                "{'ema': {'decay': 0.99}} | /overrides/ema | reset_optimizer",
                "{'optimizer': {'type': 'adam'}} | /overrides/optimizer/momentum | null in overrides",
                "{'model': {'preset': 'vgg11'}} | /overrides/model/preset | not both",
                "{'model': {'preset': 'linear', 'layers': null}} | /overrides/model | 3 layers",
                "{'model': {'preset': 'mlp', 'hidden': [5, 6], 'layers': null}} | /overrides/model/preset | [8, 3, 3, 3]",
                "{'sed': 1} | /overrides/sed | Did you mean",
                "{'optimizer': {'learning_rate': -1}} | /overrides/optimizer/learning_rate | -1"
            })
    void what_the_checkpoint_does_not_allow_is_refused_at_its_place(String overrides, String pointer, String words) {
        assertRefused(request(overrides, false), END_OF_4, pointer, words);
    }

    @Test
    void every_layer_whose_parameters_do_not_fit_is_named() {
        String wider = """
                {'model': {'layers': [
                  {'type': 'conv2d', 'out_channels': 16, 'kernel_size': 3, 'padding': 1}, {'type': 'batch_norm2d'},
                  {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]}}""";

        assertThatThrownBy(() -> plan(request(wider, true), END_OF_4))
                .isInstanceOfSatisfying(InvalidSpecException.class, e -> {
                    assertThat(e.violations())
                            .extracting(Violation::pointer)
                            .containsExactly(
                                    "/overrides/model/layers/0",
                                    "/overrides/model/layers/1",
                                    "/overrides/model/layers/3");
                    assertThat(e.violations().get(0).message())
                            .contains("weight [8, 3, 3, 3]", "weight [16, 3, 3, 3], bias [16]");
                });
    }

    @Test
    void layers_without_parameters_may_change() {
        ForkPlan plan = plan("""
                {'model': {'layers': [
                  {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'padding': 1}, {'type': 'batch_norm2d'},
                  {'type': 'gelu'}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]}}""");
        assertThat(plan.continues()).isFalse();
    }

    @Test
    void another_data_set_must_have_images_that_fit() {
        assertRefused(
                request("{'dataset': {'name': 'mnist'}}", true),
                END_OF_4,
                "/overrides/dataset/name",
                "weight [8, 1, 3, 3]");
        assertThat(plan(request("{'dataset': {'name': 'shapes'}}", false), END_OF_4)
                        .spec()
                        .dataset()
                        .name())
                .isEqualTo(DatasetName.SHAPES);
    }

    @Test
    void with_a_reset_optimizer_another_one_is_welcome() {
        JsonNode overrides = parse("{'optimizer': {'type': 'adamw', 'momentum': null}, 'ema': {'decay': 0.99}}");
        ForkPlan plan = plan(new ForkSpec(null, true, (ObjectNode) overrides), END_OF_4);
        assertThat(plan.spec().optimizer().type()).isEqualTo("adamw");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'seed': 4} | /overrides/seed",
                "{'dataset': {'train_limit': 1000}} | /overrides/dataset",
                "{'training': {'batch_size': 25}} | /overrides/training/batch_size",
                "{'training': {'accumulate_batches': 2}} | /overrides/training/accumulate_batches",
                "{'training': {'epochs': 4}} | /overrides/training/epochs"
            })
    void within_an_epoch_its_batches_must_stay_as_they_are(String overrides, String pointer) {
        assertRefused(request(overrides, true), WITHIN_5, pointer, "in the middle of epoch 5, after batch 12");
    }

    @Test
    void an_epochs_end_lets_batches_change_and_a_new_split_is_warned_of() {
        assertThat(plan("{'training': {'batch_size': 25}}").advice()).isEmpty();
        assertThat(codes("{'seed': 4}")).containsExactly("validation_seen");
        assertThat(codes("{'dataset': {'validation_fraction': 0.2}}")).containsExactly("validation_seen");
        assertThat(codes("{'training': {'epochs': 4}}")).containsExactly("nothing_to_train");
        assertThat(codes("{'weight_init': [{'layers': 'linear', 'weight': {'type': 'zeros'}}]}"))
                .containsExactly("no_effect");
    }

    private static List<String> codes(String overrides) {
        return plan(overrides).advice().stream().map(Violation::code).toList();
    }

    private static void assertRefused(ForkSpec request, Place place, String pointer, String words) {
        assertThatThrownBy(() -> plan(request, place))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(e.violations()).anySatisfy(violation -> {
                            assertThat(violation.pointer()).isEqualTo(pointer);
                            assertThat(violation.message()).contains(words);
                        }));
    }

    private static ForkPlan plan(String overrides) {
        return plan(request(overrides, false), END_OF_4);
    }

    private static ForkPlan plan(ForkSpec request, Place place) {
        return ForkPlan.of(PARENT, SpecReader.read(PARENT), request, place);
    }

    private static ForkSpec request(String overrides, boolean reset) {
        return new ForkSpec(null, reset, (ObjectNode) parse(overrides));
    }
}
