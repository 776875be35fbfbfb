package io.trainyard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The borders between the packages: who may use whom. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.trainyard");

    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("spec", List.of()),
            Map.entry("result", List.of()),
            Map.entry("model", List.of("spec")),
            Map.entry("prediction", List.of("spec")),
            Map.entry("dataset", List.of("spec")),
            Map.entry("training", List.of("spec", "dataset", "result")),
            Map.entry("engine", List.of("spec", "dataset", "model", "training", "result")),
            Map.entry("trainer", List.of("spec", "dataset", "training", "engine", "result")),
            Map.entry("job", List.of("spec", "result")),
            Map.entry("client", List.of()),
            Map.entry("worker", List.of("spec", "job", "trainer", "result")),
            Map.entry("web", List.of("spec", "dataset", "model", "prediction", "job", "result")));

    static List<String> packages() {
        return MAY_USE.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_what_it_may(String name) {
        List<String> allowed = new ArrayList<>(MAY_USE.get(name));
        allowed.add(name);
        String[] forbidden = MAY_USE.keySet().stream()
                .filter(other -> !allowed.contains(other))
                .map(ArchitectureTest::everythingIn)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(everythingIn(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("io.trainyard.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_engine_knows_dl4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.trainyard.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void vector_kernels_are_plain_java_and_nobody_else_needs_their_module() {
        noClasses()
                .that()
                .resideInAPackage("io.trainyard.engine.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..", "io.trainyard.spec..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.trainyard.engine.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(CLASSES);
    }

    @Test
    void only_predictions_know_onnx_runtime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.trainyard.prediction..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "com.twelvemonkeys..")
                .check(CLASSES);
    }

    @Test
    void training_processes_are_free_of_the_server_framework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.trainyard.spec..",
                        "io.trainyard.model..",
                        "io.trainyard.dataset..",
                        "io.trainyard.training..",
                        "io.trainyard.engine..",
                        "io.trainyard.trainer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void a_worker_knows_the_trainers_words_only() {
        noClasses()
                .that()
                .resideInAPackage("io.trainyard.worker..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.trainyard.trainer.TrainerMain")
                .check(CLASSES);
    }

    @Test
    void every_class_lives_in_a_known_package() {
        String[] known =
                MAY_USE.keySet().stream().map(ArchitectureTest::everythingIn).toArray(String[]::new);
        classes()
                .that()
                .resideOutsideOfPackage("io.trainyard")
                .should()
                .resideInAnyPackage(known)
                .check(CLASSES);
    }

    private static String everythingIn(String name) {
        return "io.trainyard." + name + "..";
    }
}
