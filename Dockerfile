# Tumbuh in one image: the program and redis-server, which it starts itself in the data
# folder where no TUMBUH_REDIS_URL is given. Data, key and backups live in /data.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /tumbuh ./cmd/tumbuh

FROM redis:8-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin tumbuh && mkdir -p /data && chown tumbuh /data && chmod 700 /data
COPY --from=build /tumbuh /usr/local/bin/tumbuh
COPY LICENSE /usr/share/doc/tumbuh/LICENSE
USER tumbuh
ENV TUMBUH_DATA_DIR=/data TUMBUH_HTTP_ADDR=0.0.0.0:8080 TUMBUH_METRICS_ADDR=0.0.0.0:9090 TUMBUH_LOG=json,info
VOLUME /data
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
ENTRYPOINT ["tumbuh"]
CMD ["serve"]
