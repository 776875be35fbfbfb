package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.SplitMix;
import io.trainyard.spec.WeightInitRule;
import io.trainyard.spec.WeightInitRule.Init;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The schemes of torch.nn.init that look at a tensor [out, ...] as a whole instead of drawing value by value. */
final class WholeTensors {

    private WholeTensors() {}

    /** Null if {@code init} draws its values one by one. */
    static float @Nullable [] values(Init init, Parameter parameter, SplitMix random) {
        if (init instanceof WeightInitRule.Dirac) {
            return dirac(parameter);
        }
        if (init instanceof WeightInitRule.Orthogonal orthogonal) {
            return orthogonal(orthogonal.gain(), parameter, random);
        }
        return init instanceof WeightInitRule.Sparse sparse ? sparse(sparse, parameter, random) : null;
    }

    private static float[] dirac(Parameter parameter) {
        int pixels = Math.toIntExact(parameter.fanOut() / parameter.outputs());
        int inputs = Math.toIntExact(parameter.fanIn() / pixels);
        float[] values = new float[Math.toIntExact(parameter.length())];
        for (int i = 0; i < Math.min(parameter.outputs(), inputs); i++) {
            values[(i * inputs + i) * pixels + parameter.center()] = 1;
        }
        return values;
    }

    private static float[] orthogonal(double gain, Parameter parameter, SplitMix random) {
        int rows = parameter.outputs();
        int columns = Math.toIntExact(parameter.fanIn());
        double[][] basis = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            int column = i % columns;
            values[i] = (float) (gain * (rows <= columns ? basis[row][column] : basis[column][row]));
        }
        return values;
    }

    /** Gram and Schmidt on normal vectors, each made orthogonal twice, since once leaves rounding errors. */
    private static double[][] orthonormal(int count, int length, SplitMix random) {
        double[][] basis = new double[count][length];
        for (int i = 0; i < count; i++) {
            Arrays.setAll(basis[i], j -> random.nextGaussian());
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    subtract(dot(basis[i], basis[j]), basis[j], basis[i]);
                }
            }
            double norm = Math.sqrt(dot(basis[i], basis[i]));
            for (int k = 0; k < length; k++) {
                basis[i][k] /= norm;
            }
        }
        return basis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double factor, double[] from, double[] vector) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= factor * from[i];
        }
    }

    private static float[] sparse(WeightInitRule.Sparse sparse, Parameter parameter, SplitMix random) {
        int rows = parameter.outputs();
        int columns = Math.toIntExact(parameter.fanIn());
        int zeros = (int) Math.ceil(sparse.sparsity() * rows);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sparse.std() * random.nextGaussian());
        }
        int[] order = new int[rows];
        for (int column = 0; column < columns; column++) {
            Arrays.setAll(order, i -> i);
            for (int i = 0; i < zeros; i++) {
                int other = i + (int) (random.nextDouble() * (rows - i));
                int row = order[other];
                order[other] = order[i];
                values[row * columns + column] = 0;
            }
        }
        return values;
    }
}
