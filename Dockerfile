# The image of FeedWatch. For another architecture: docker buildx build --platform linux/amd64,linux/arm64 .
ARG DOTNET=10.0
ARG BUILDPLATFORM

# The SDK runs on the machine that builds and compiles for the one that will run.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
WORKDIR /source
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Packages first: this layer stays as long as the lock files do.
COPY global.json ./
COPY src/Directory.Build.props src/Directory.Packages.props src/BannedSymbols.txt src/
COPY src/FeedWatch.Core/FeedWatch.Core.csproj src/FeedWatch.Core/packages.lock.json src/FeedWatch.Core/
COPY src/FeedWatch/FeedWatch.csproj src/FeedWatch/packages.lock.json src/FeedWatch/
RUN dotnet restore src/FeedWatch --locked-mode -p:PublishReadyToRun=true

# Compiled ahead of time, the service is ready in half the time and the health check costs next to nothing.
COPY .editorconfig ./
COPY src/ src/
ARG TARGETARCH
RUN dotnet publish src/FeedWatch --no-restore -c Release -a ${TARGETARCH:-$(dpkg --print-architecture)} --self-contained false -p:PublishReadyToRun=true \
    -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false -o /app

# What is inside, for those who must know: components with hashes and licences.
COPY build/ build/
RUN dotnet run build/Inventory.cs -- src/FeedWatch/packages.lock.json /app
COPY LICENSE /app/
COPY config/ /image/config/
# /data is for the group of the user below, which is also that of the random users which some clusters assign.
RUN mv /app /image/app && chmod -R a+rX /image && mkdir -m 775 /image/data

# No shell, no package manager; with ICU and time zones, which languages and quiet hours need.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled-extra
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="FeedWatch" \
      org.opencontainers.image.description="Reads news feeds and mails what people watch for, once per story, with the reason" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /image /

# The working folder makes /config and /data the defaults of every verb: docker compose exec feedwatch feedwatch hits
WORKDIR /
ENV PATH="/app:${PATH}" \
    FEEDWATCH__Web__Listen=http://*:8080 \
    DOTNET_EnableDiagnostics=0
USER 10001:0
EXPOSE 8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=20s --retries=3 CMD ["feedwatch", "healthcheck"]
ENTRYPOINT ["feedwatch"]
CMD ["run"]
