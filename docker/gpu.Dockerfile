# The server with CUDA for its trainers: docker build -f docker/gpu.Dockerfile -t trainyard-gpu .
# CUDA, cuBLAS and cuDNN come in the jars, so the base image is the same; the host gives the driver, through the NVIDIA
# Container Toolkit: docker run --gpus all trainyard-gpu. Which GPUs can be used: docs/gpu.md.
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -ntp -Pcuda -Dmaven.test.skip=true -Dspotless.check.skip=true package
RUN java -Djarmode=tools -jar target/trainyard.jar extract --layers --destination /layers

FROM ${RUN_IMAGE}
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/trainyard trainyard
WORKDIR /opt/trainyard
COPY docker/entrypoint docker/healthcheck bin/
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./

ENV TRAINYARD_HOME=/var/lib/trainyard SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080 JAVA_OPTS="" \
    NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
USER trainyard
VOLUME /var/lib/trainyard
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bin/healthcheck"]
ENTRYPOINT ["bin/entrypoint"]
