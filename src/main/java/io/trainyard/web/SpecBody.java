package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a spec in the OpenAPI document, with an example to start from. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
        required = true,
        description = "The experiment spec; all but dataset and model has defaults",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = "object"),
                        examples =
                                @ExampleObject(name = "a small CNN on the built-in shapes", value = SpecBody.EXAMPLE)))
@interface SpecBody {

    String EXAMPLE = """
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
              "optimizer": {"type": "sgd", "learning_rate": 0.05, "momentum": 0.9, "weight_decay": 5e-4},
              "training": {"epochs": 3, "batch_size": 64}
            }
            """;
}
