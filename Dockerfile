# Two stages: the first builds, the second holds the program, its
# configuration and the certificates it needs, and nothing else.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --package haidang

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/haidang --create-home haidang
COPY --from=build /src/target/release/haidang /usr/local/bin/haidang
COPY config /etc/haidang
USER 10001:10001
ENV HAIDANG_DATA=/var/lib/haidang HAIDANG_CONFIG=/etc/haidang
VOLUME /var/lib/haidang
EXPOSE 8088
# /healthz answers 503 when the database is out of reach.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["/usr/local/bin/haidang", "health", "--url", "http://127.0.0.1:8088/healthz"]
ENTRYPOINT ["/usr/local/bin/haidang"]
CMD ["run", "--listen", "0.0.0.0:8088"]
