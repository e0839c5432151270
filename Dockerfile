# Tumbuh in one image: the program and redis-server, which it starts itself in the data
# folder where no TUMBUH_REDIS_URL is given. Data, key and backups live in /var/lib/tumbuh:
# /data is a volume of the base image, whose owner and mode a later step cannot change.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /tumbuh ./cmd/tumbuh

FROM redis:8-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/tumbuh --shell /usr/sbin/nologin tumbuh && install -d -o tumbuh -m 700 /var/lib/tumbuh
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /tumbuh /usr/local/bin/tumbuh
COPY LICENSE /usr/share/doc/tumbuh/LICENSE
USER 10001
ENV TUMBUH_DATA_DIR=/var/lib/tumbuh TUMBUH_HTTP_ADDR=0.0.0.0:8080 TUMBUH_METRICS_ADDR=0.0.0.0:9090 TUMBUH_LOG=json,info
VOLUME /var/lib/tumbuh
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s CMD ["tumbuh", "doctor", "--ready"]
ENTRYPOINT ["tumbuh"]
CMD ["serve"]
