# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY FeedWatch.sln global.json ./
COPY src/Directory.Build.props src/Directory.Packages.props src/BannedSymbols.txt src/
COPY src/FeedWatch.Core/FeedWatch.Core.csproj src/FeedWatch.Core/packages.lock.json src/FeedWatch.Core/
COPY src/FeedWatch/FeedWatch.csproj src/FeedWatch/packages.lock.json src/FeedWatch/
RUN dotnet restore src/FeedWatch --locked-mode
COPY .editorconfig ./
COPY src/ src/
RUN dotnet publish src/FeedWatch --no-restore -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
LABEL org.opencontainers.image.title="FeedWatch" \
      org.opencontainers.image.description="Watches news feeds and mails what people watch for" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app ./
COPY config /config
COPY LICENSE ./
USER 10001:10001
ENV FEEDWATCH__Web__Listen=http://0.0.0.0:8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=15s --timeout=10s --start-period=20s --retries=3 CMD ["dotnet", "/app/feedwatch.dll", "healthcheck", "--config", "/config"]
ENTRYPOINT ["dotnet", "/app/feedwatch.dll"]
CMD ["run", "--config", "/config", "--data", "/data"]
