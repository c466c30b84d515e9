# One static program and the certificates of the world; docs/operations.md says how
# to run it.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/referout ./cmd/referout \
	&& install -d -m 700 /out/data /out/tmp

# Time zones are in the program itself.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/referout /referout
COPY --from=build --chown=65532:65532 --chmod=700 /out/data /data
COPY --from=build --chown=65532:65532 --chmod=700 /out/tmp /tmp
USER 65532:65532
VOLUME /data
ENV REFEROUT_DATA=/data REFEROUT_CONSOLE_ENABLED=false CREDENTIALS_DIRECTORY=/run/secrets
ENTRYPOINT ["/referout"]
CMD ["run"]
