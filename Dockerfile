# `npm run image:base` writes the newest digest of the base image.
# The bundle is the same for every architecture, so it is built on the machine's own.
FROM --platform=${BUILDPLATFORM:-linux/amd64} node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df AS builder
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY build.ts sbom.ts ./
COPY schemas schemas
COPY src src
# Outside this repository nothing else says that dist/ holds ES modules.
RUN npm run build && find dist -name '*.map' -delete && echo '{"type":"module"}' > dist/package.json

FROM node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df
LABEL io.airbyte.name="source-aircall" \
      io.airbyte.version="0.1.0" \
      org.opencontainers.image.title="source-aircall" \
      org.opencontainers.image.description="Airbyte source connector for Aircall" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
# By its number, so that Kubernetes can see that it is not root. Any other user will do as well.
USER 1000
ENV HOME=/home/node
WORKDIR /airbyte/integration_code
COPY --from=builder /build/dist ./
# Airbyte starts the variable with `sh`, other runners start the entry point: both have to be the same words.
ENV AIRBYTE_ENTRYPOINT="sh /airbyte/integration_code/entrypoint.sh"
ENTRYPOINT ["sh", "/airbyte/integration_code/entrypoint.sh"]
