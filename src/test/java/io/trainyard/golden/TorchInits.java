package io.trainyard.golden;

import io.trainyard.spec.WeightInitRule;
import io.trainyard.spec.WeightInitRule.FanMode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.*;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Writes what torch.nn.init and the modules' own defaults make of a tensor. */
class TorchInits {

    static {
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    }

    @Test
    void write_the_moments() throws IOException {
        torch.manual_seed(1);
        Map<String, Moments> moments = new LinkedHashMap<>();
        for (InitCase one : InitCase.all()) {
            Tensor weight;
            Tensor bias;
            if (one.isConv()) {
                Conv2dOptions options = new Conv2dOptions(64, 128, new LongPointer(3, 3));
                options.groups().put(one.groups());
                Conv2dImpl conv = new Conv2dImpl(options);
                weight = conv.weight();
                bias = conv.bias();
            } else {
                LinearImpl linear = new LinearImpl(1024, 128);
                weight = linear.weight();
                bias = linear.bias();
            }
            fill(weight.detach(), one);
            moments.put(one.name(), Moments.of(TorchNetwork.values(weight)));
            moments.put(one.name() + ".bias", Moments.of(TorchNetwork.values(bias)));
        }
        BatchNorm2dImpl norm = new BatchNorm2dImpl(new BatchNormOptions(128));
        moments.put("batch_norm2d.weight", Moments.of(TorchNetwork.values(norm.weight())));
        moments.put("batch_norm2d.bias", Moments.of(TorchNetwork.values(norm.bias())));
        moments.put("batch_norm2d.running_mean", Moments.of(TorchNetwork.values(norm.running_mean())));
        moments.put("batch_norm2d.running_var", Moments.of(TorchNetwork.values(norm.running_var())));
        GoldenFiles.write("moments", moments);
    }

    private static void fill(Tensor tensor, InitCase one) {
        WeightInitRule.Init init = one.scheme();
        if (init instanceof WeightInitRule.Constant constant) {
            torch.constant_(tensor, new Scalar(constant.value()));
        } else if (init instanceof WeightInitRule.Uniform uniform) {
            torch.uniform_(tensor, uniform.a(), uniform.b());
        } else if (init instanceof WeightInitRule.Normal normal) {
            torch.normal_(tensor, normal.mean(), normal.std());
        } else if (init instanceof WeightInitRule.Ones) {
            torch.ones_(tensor);
        } else if (init instanceof WeightInitRule.Zeros) {
            torch.zeros_(tensor);
        } else if (init instanceof WeightInitRule.Dirac) {
            torch.dirac_(tensor);
        } else if (init instanceof WeightInitRule.Orthogonal orthogonal) {
            torch.orthogonal_(tensor, orthogonal.gain());
        } else if (init instanceof WeightInitRule.Sparse sparse) {
            torch.sparse_(tensor, sparse.sparsity(), sparse.std());
        } else if (init instanceof WeightInitRule.XavierUniform xavier) {
            torch.xavier_uniform_(tensor, xavier.gain());
        } else if (init instanceof WeightInitRule.XavierNormal xavier) {
            torch.xavier_normal_(tensor, xavier.gain());
        } else if (init instanceof WeightInitRule.KaimingUniform kaiming) {
            torch.kaiming_uniform_(tensor, kaiming.a(), mode(kaiming.mode()), nonlinearity(kaiming.nonlinearity()));
        } else if (init instanceof WeightInitRule.KaimingNormal kaiming) {
            torch.kaiming_normal_(tensor, kaiming.a(), mode(kaiming.mode()), nonlinearity(kaiming.nonlinearity()));
        } else if (init != null) {
            throw new IllegalArgumentException("No function for " + init);
        }
    }

    private static FanModeType mode(FanMode mode) {
        return mode == FanMode.FAN_IN ? new FanModeType(new kFanIn()) : new FanModeType(new kFanOut());
    }

    private static Nonlinearity nonlinearity(WeightInitRule.Nonlinearity nonlinearity) {
        return switch (nonlinearity) {
            case LINEAR -> new Nonlinearity(new kLinear());
            case RELU -> new Nonlinearity(new kReLU());
            case LEAKY_RELU -> new Nonlinearity(new kLeakyReLU());
            case TANH -> new Nonlinearity(new kTanh());
            case SIGMOID -> new Nonlinearity(new kSigmoid());
            case SELU -> throw new IllegalArgumentException("libtorch knows no gain for selu");
        };
    }
}
