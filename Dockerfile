FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
# The folder .git is not copied, so an argument names the commit: --build-arg COMMIT=$(git rev-parse --short=10 HEAD)
ARG COMMIT
# With --build-arg REDIS=true, several replicas can share their state.
ARG REDIS=false
RUN [ -z "$COMMIT" ] || echo "git.commit.id.describe=$COMMIT" > src/main/resources/git.properties
# The mount caches Maven's downloads between builds. Tests are skipped, because some need a browser.
RUN --mount=type=cache,target=/maven mvn -B -ntp -Dmaven.repo.local=/maven -DskipTests -Dmaven.javadoc.skip -Dredis=$REDIS package
RUN mv target/websocket-echo-exec.jar websocket-echo.jar \
    && java -Djarmode=tools -jar websocket-echo.jar extract --layers --destination layers \
    && javac -d training src/build/TrainAotCache.java

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="WebSocket Echo" \
      org.opencontainers.image.description="A WebSocket echo server with a test page, and every way a connection can end at an address of its own"
WORKDIR /app

# The layers that change least come first, so that a new version is a small download.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# A server that is visited writes the AOT cache (JEP 514, 515), which roughly halves the time of every start. It must be
# written here, because it is valid only for this JVM, these files with their dates, and the same object headers.
# Otherwise java prints a warning and ignores it.
RUN --mount=type=bind,from=build,source=/build/training,target=/training \
    java -cp /training TrainAotCache 8080 \
      java -XX:+UseCompactObjectHeaders -XX:AOTCacheOutput=/app/websocket-echo.aot -Xlog:aot=error \
      -jar /app/websocket-echo.jar \
    && test -s /app/websocket-echo.aot && rm -rf /tmp/*

COPY --from=build /build/src/main/container/healthcheck.sh ./

ARG COMMIT
LABEL org.opencontainers.image.revision=$COMMIT

# A numeric user, so that Kubernetes can verify that it is not root. Root owns the files; the server writes only to /tmp.
USER 10001:10001
EXPOSE 8080

# The script reads the address of the health endpoint from PORT, MANAGEMENT_SERVER_PORT and other variables.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["timeout", "4", "bash", "/app/healthcheck.sh"]

# Without a shell, java is process 1 and receives SIGTERM. JAVA_TOOL_OPTIONS adds options; -Xmx there overrides the
# percentage. The heap gets half of the memory, because direct buffers, classes, code and threads are outside the heap.
# It begins small, and what compilers and others no longer use goes back to the system, for the sake of idle servers.
# Only what has run five times as often as usual is compiled, because compilers would take most of the time of a start.
# The AOT cache needs compressed oops, even if half of the memory exceeds 32 GB. If the heap is exhausted, the process
# ends, so that it is restarted.
ENTRYPOINT ["java", "-XX:+UseCompactObjectHeaders", "-XX:AOTCache=/app/websocket-echo.aot", \
  "-XX:CompileThresholdScaling=5", "-Xms24m", "-XX:TrimNativeHeapInterval=5000", \
  "-XX:MaxRAMPercentage=50", "-XX:+UseCompressedOops", "-XX:+ExitOnOutOfMemoryError", \
  "-jar", "/app/websocket-echo.jar"]
