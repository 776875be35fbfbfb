/** The OpenAPI document: what the controllers' annotations alone do not say. */
@NullMarked
package io.trainyard.web.openapi;

import org.jspecify.annotations.NullMarked;
