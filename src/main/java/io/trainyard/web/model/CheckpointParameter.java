package io.trainyard.web.model;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes which checkpoint of a job is meant; {@link CheckpointSelection} finds it. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        description = "best, last, or a checkpoint id; without it the best, or the last where none is best",
        example = "best")
public @interface CheckpointParameter {}
