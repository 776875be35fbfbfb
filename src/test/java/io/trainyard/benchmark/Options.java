package io.trainyard.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is asked for on the command line.
 *
 * @param threads of the engine; 1 and all cores unless given
 * @param rounds how often everything is measured anew
 * @param seconds of training in each round
 * @param engine whether the engine is compared with PyTorch
 * @param server whether a server with a job is measured
 */
record Options(List<Case> cases, List<Integer> threads, int rounds, double seconds, boolean engine, boolean server) {

    static final String USAGE = """
            ./benchmark [--quick | --sweep] [--part engine|server|all] [--networks reference,vgg11_bn,...]
                        [--batches 64,128] [--threads 1,2] [--rounds 3] [--seconds 3]
              --networks names of presets, reference, or files with a spec (*.json), of which the model counts
              --quick   the reference network at batch 64, two rounds, no server: some minutes
              --sweep   batch sizes 16 to 256, and depths from vgg11_bn to vgg19_bn, no server
            Without options: reference, vgg11_bn, vgg16_bn and resnet20 at batch 64 and 128, and a server.""";

    static Options of(String[] arguments) {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean quick = left.remove("--quick");
        boolean sweep = left.remove("--sweep");
        Optional<String> networks = take(left, "--networks");
        Optional<String> batches = take(left, "--batches");
        String part = take(left, "--part").orElse(quick || sweep ? "engine" : "all");
        int rounds = take(left, "--rounds").map(Integer::valueOf).orElse(quick ? 2 : 3);
        double seconds = take(left, "--seconds").map(Double::valueOf).orElse(quick ? 2.0 : 3.0);
        List<Integer> threads = take(left, "--threads").map(Options::numbers).orElseGet(Options::oneAndAll);
        if (!left.isEmpty() || !List.of("engine", "server", "all").contains(part)) {
            throw new IllegalArgumentException("Not understood: %s\n%s".formatted(left, USAGE));
        }
        List<Case> cases = sweep && networks.isEmpty()
                ? sweep()
                : cases(
                        networks.orElse(quick ? Network.REFERENCE : "reference,vgg11_bn,vgg16_bn,resnet20"),
                        batches.orElse(quick ? "64" : "64,128"));
        return new Options(cases, threads, rounds, seconds, !part.equals("server"), !part.equals("engine"));
    }

    /** Reads the networks at once, so that a wrong name or file is told before anything is measured. */
    private static List<Case> cases(String networks, String batches) {
        return Arrays.stream(networks.split(","))
                .map(Network::of)
                .flatMap(network -> numbers(batches).stream().map(size -> new Case(network.name(), size)))
                .toList();
    }

    private static List<Case> sweep() {
        return Stream.concat(
                        cases(Network.REFERENCE, "16,32,64,128,256").stream(),
                        cases("vgg11_bn,vgg13_bn,vgg16_bn,vgg19_bn", "64").stream())
                .toList();
    }

    private static List<Integer> oneAndAll() {
        return List.copyOf(new TreeSet<>(List.of(1, Runtime.getRuntime().availableProcessors())));
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    private static Optional<String> take(List<String> arguments, String name) {
        int index = arguments.indexOf(name);
        if (index < 0 || index + 1 == arguments.size()) {
            return Optional.empty();
        }
        arguments.remove(index);
        return Optional.of(arguments.remove(index));
    }
}
