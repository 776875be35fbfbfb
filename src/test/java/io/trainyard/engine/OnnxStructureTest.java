package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trainyard.model.onnx.OnnxExport;
import io.trainyard.spec.Activation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.training.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported file, node by node, as protobuf's own code reads it. */
class OnnxStructureTest {

    @TempDir
    Path folder;

    private ModelProto export(Layer... layers) throws Exception {
        ExperimentSpec spec = Specs.spec(Specs.PLAIN_SGD, layers);
        Path checkpoint = folder.resolve("checkpoint.zip");
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            engine.save(checkpoint, TrainingState.initial());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(checkpoint)) {
            new OnnxExport(DatasetName.CIFAR10.shape(), spec.model(), Map.of("key", "value")).write(in, file);
        }
        return ModelProto.parseFrom(file.toByteArray());
    }

    private static final Layer[] RESIDUAL = {
        new Layer.Conv2d(4, new Size(3, 2), new Size(2, 1), new Size(1, 0), new Size(1, 2), 1, true),
        new Layer.BatchNorm2d(1e-3, 0.1),
        new Layer.Residual(List.of(new Activation.LeakyRelu(0.2)), List.of(new Layer.Dropout(0.5))),
        new Layer.AvgPool2d(Size.square(4), Size.square(4), Size.square(1)),
        new Layer.Flatten(),
        new Layer.Linear(10, false)
    };

    @Test
    void nodes_have_the_layers_paths_and_pytorchs_names_for_their_tensors() throws Exception {
        GraphProto graph = export(RESIDUAL).getGraph();

        assertThat(graph.getNodeList())
                .extracting(NodeProto::getName, NodeProto::getOpType, node -> String.join(" ", node.getInputList()))
                .containsExactly(
                        tuple("0", "Conv", "images 0.weight 0.bias"),
                        tuple("1", "BatchNormalization", "0 1.weight 1.bias 1.running_mean 1.running_var"),
                        tuple("2.layers.0", "LeakyRelu", "1"),
                        tuple("2", "Add", "2.layers.0 1"),
                        tuple("3", "AveragePool", "2"),
                        tuple("4", "Flatten", "3"),
                        tuple("5", "Gemm", "4 5.weight"),
                        tuple("probabilities", "Softmax", "logits"));
    }

    @Test
    void attributes_are_those_of_the_layers() throws Exception {
        GraphProto graph = export(RESIDUAL).getGraph();

        Map<String, AttributeProto> conv = attributes(graph.getNode(0));
        assertThat(conv.get("kernel_shape").getIntsList()).containsExactly(3L, 2L);
        assertThat(conv.get("strides").getIntsList()).containsExactly(2L, 1L);
        assertThat(conv.get("pads").getIntsList()).containsExactly(1L, 0L, 1L, 0L);
        assertThat(conv.get("dilations").getIntsList()).containsExactly(1L, 2L);
        assertThat(conv.get("group").getI()).isEqualTo(1);
        assertThat(attributes(graph.getNode(1)).get("epsilon").getF()).isEqualTo(1e-3f);
        assertThat(attributes(graph.getNode(2)).get("alpha").getF()).isEqualTo(0.2f);
        assertThat(attributes(graph.getNode(4)).get("count_include_pad").getI()).isEqualTo(1);
        assertThat(attributes(graph.getNode(6)).get("transB").getI()).isEqualTo(1);
    }

    @Test
    void every_value_has_its_shape() throws Exception {
        GraphProto graph = export(RESIDUAL).getGraph();

        assertThat(shape(graph.getInput(0))).isEqualTo("images [batch, 3, 32, 32]");
        assertThat(graph.getOutputList())
                .extracting(OnnxStructureTest::shape)
                .containsExactly("probabilities [batch, 10]", "logits [batch, 10]");
        assertThat(graph.getValueInfoList())
                .extracting(OnnxStructureTest::shape)
                .containsExactly(
                        "0 [batch, 4, 16, 30]",
                        "1 [batch, 4, 16, 30]",
                        "2.layers.0 [batch, 4, 16, 30]",
                        "2 [batch, 4, 16, 30]",
                        "3 [batch, 4, 4, 8]",
                        "4 [batch, 128]");
    }

    @Test
    void the_version_is_one_that_runtimes_know() throws Exception {
        ModelProto model = export(RESIDUAL);
        assertThat(model.getIrVersion()).isEqualTo(10);
        assertThat(model.getOpsetImportList()).singleElement().satisfies(opset -> {
            assertThat(opset.getDomain()).isEmpty();
            assertThat(opset.getVersion()).isEqualTo(21);
        });
        assertThat(model.getMetadataProps(0).getKey()).isEqualTo("key");
        assertThat(model.getMetadataProps(0).getValue()).isEqualTo("value");
    }

    /** So that nn.Sequential(nn.Flatten(), nn.Linear(3072, 10)) takes them as they are. */
    @Test
    void weights_lie_as_in_pytorch_behind_a_flatten_too() throws Exception {
        ExperimentSpec spec = Specs.spec(Specs.PLAIN_SGD, new Layer.Flatten(), new Layer.Linear(10, true));
        ModelProto model = export(new Layer.Flatten(), new Layer.Linear(10, true));
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            StateDict torch = new StateDict(spec, engine);
            assertThat(tensor(model, "1.weight")).isEqualTo(torch.get("1.weight"));
            assertThat(tensor(model, "1.bias")).isEqualTo(torch.get("1.bias"));
        }
    }

    private static float[] tensor(ModelProto model, String name) {
        TensorProto tensor = model.getGraph().getInitializerList().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        FloatBuffer values = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] array = new float[values.remaining()];
        values.get(array);
        return array;
    }

    private static Map<String, AttributeProto> attributes(NodeProto node) {
        return node.getAttributeList().stream().collect(Collectors.toMap(AttributeProto::getName, a -> a));
    }

    private static String shape(ValueInfoProto value) {
        TensorShapeProto shape = value.getType().getTensorType().getShape();
        return value.getName() + " "
                + shape.getDimList().stream()
                        .map(dim -> dim.getDimParam().isEmpty() ? "" + dim.getDimValue() : dim.getDimParam())
                        .toList();
    }
}
