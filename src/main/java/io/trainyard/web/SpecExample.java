package io.trainyard.web;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;

/** A spec in the OpenAPI document, to start from. */
final class SpecExample {

    static final String JSON = """
            {
              "name": "small cnn",
              "dataset": {"name": "shapes", "train_limit": 2000, "test_limit": 500},
              "model": {"layers": [
                {"type": "conv2d", "out_channels": 16, "kernel_size": 3, "padding": 1, "bias": false},
                {"type": "batch_norm2d"},
                {"type": "relu"},
                {"type": "max_pool2d", "kernel_size": 4},
                {"type": "flatten"},
                {"type": "linear", "out_features": 10}
              ]},
              "optimizer": {"type": "sgd", "learning_rate": 0.01, "momentum": 0.9, "weight_decay": 5e-4},
              "training": {"epochs": 3, "batch_size": 64}
            }
            """;

    private SpecExample() {}

    static RequestBody requestBody() {
        Object example = WebConfiguration.json().readValue(JSON, Object.class);
        return new RequestBody()
                .required(true)
                .description("The experiment spec; everything but dataset and model has a default")
                .content(new Content()
                        .addMediaType(
                                "application/json",
                                new MediaType()
                                        .schema(new ObjectSchema().additionalProperties(true))
                                        .example(example)));
    }
}
