# A static binary and nothing else: docker run --rm -v "$PWD:/src:ro" djgate check
FROM golang:1.26 AS build
WORKDIR /build
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /djgate ./cmd/djgate

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /djgate /usr/local/bin/djgate
WORKDIR /src
ENTRYPOINT ["/usr/local/bin/djgate"]
